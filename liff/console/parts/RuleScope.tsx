import { Group, MultiSelect, Stack, Switch, TextInput } from "@mantine/core";
import { useLadder } from "../api.ts";
import { useLanguage, useSay } from "../language.tsx";
import type { RuleFields } from "../screens/Rule.tsx";
import { useStaff } from "../session.tsx";
import { Codes, NumField, OptionalNum } from "./Fields.tsx";

/** Where, for whom and for what. */
export function ScopeFields({ rule, set, wrong }: RuleFields) {
  const say = useSay();
  const { language } = useLanguage();
  const { stores } = useStaff();
  const ladder = useLadder().data?.ladder;
  const { scope, match } = rule;
  const within = (part: Partial<typeof scope>): void => set({ scope: { ...scope, ...part } });
  const matching = (part: Partial<typeof match>): void => set({ match: { ...match, ...part } });
  const nth = match.nthPurchase;
  return (
    <Stack>
      <Group align="flex-start" grow>
        <MultiSelect
          label={say("お店", "Stores")}
          placeholder={scope.places === null ? say("すべて", "All") : ""}
          data={stores.map((place) => ({ value: place.publicId, label: place.name }))}
          value={[...(scope.places ?? [])]}
          comboboxProps={{ withinPortal: false }}
          onChange={(places) => within({ places: places.length === 0 ? null : places })}
        />
        <MultiSelect
          label={say("会員ランク", "Ranks")}
          placeholder={scope.ranks === null ? say("すべて", "All") : ""}
          data={(ladder?.ranks ?? []).map((rank) => ({ value: rank.code, label: rank.name[language] }))}
          value={[...(scope.ranks ?? [])]}
          comboboxProps={{ withinPortal: false }}
          onChange={(ranks) => within({ ranks: ranks.length === 0 ? null : ranks })}
        />
        <MultiSelect
          label={say("店頭・オンライン", "Channel")}
          placeholder={scope.channels === null ? say("どちらも", "Both") : ""}
          data={[
            { value: "store", label: say("店頭", "Stores") },
            { value: "ec", label: say("オンライン", "Online") },
          ]}
          value={[...(scope.channels ?? [])]}
          comboboxProps={{ withinPortal: false }}
          onChange={(chosen) => {
            const channels = (["store", "ec"] as const).filter((channel) => chosen.includes(channel));
            within({ channels: channels.length === 0 ? null : channels });
          }}
        />
      </Group>
      <Group align="flex-end">
        <Switch
          label={say("誕生月の会員だけ", "Only in the month of the birthday")}
          checked={scope.birthdayMonth}
          onChange={({ currentTarget }) => within({ birthdayMonth: currentTarget.checked })}
        />
        <TextInput
          label={say("セグメント", "Segment")}
          description={say(
            "会員を分ける外部システムの区分ID",
            "Id of a group of members that another system keeps",
          )}
          placeholder={say("なし", "None")}
          value={scope.segment ?? ""}
          maxLength={60}
          onChange={({ currentTarget }) =>
            within({ segment: currentTarget.value === "" ? null : currentTarget.value })
          }
        />
        <NumField
          at="match.spendYenMin"
          label={say("最低金額", "Least amount")}
          unit="¥"
          value={match.spendYenMin}
          onChange={(spendYenMin) => matching({ spendYenMin })}
        />
        <OptionalNum
          at="nth.from"
          label={say("何回目から", "From purchase")}
          w={130}
          min={1}
          max={100_000}
          value={nth?.from ?? null}
          onChange={(from) => matching({ nthPurchase: from === null ? null : { from, to: nth?.to ?? null } })}
        />
        <OptionalNum
          at="nth.to"
          label={say("何回目まで", "To purchase")}
          w={130}
          min={1}
          max={100_000}
          value={nth?.to ?? null}
          error={wrong("match.nthPurchase.to")}
          onChange={(to) =>
            matching({ nthPurchase: nth === null && to === null ? null : { from: nth?.from ?? 1, to } })
          }
        />
      </Group>
      <Codes
        label={say("支払い方法", "Payment methods")}
        value={scope.paymentMethods}
        onChange={(paymentMethods) => within({ paymentMethods })}
      />
      <Group align="flex-start" grow>
        <Codes
          label={say("商品コード", "Items")}
          value={match.items}
          onChange={(items) => matching({ items })}
        />
        <Codes
          label={say("部門", "Categories")}
          value={match.categories}
          onChange={(categories) => matching({ categories })}
        />
        <Codes
          label={say("ブランド", "Brands")}
          value={match.brands}
          onChange={(brands) => matching({ brands })}
        />
      </Group>
      <Group align="flex-start" grow>
        <Codes
          label={say("除く商品", "Without items")}
          value={match.excludeItems}
          onChange={(codes) => matching({ excludeItems: codes ?? [] })}
        />
        <Codes
          label={say("除く部門", "Without categories")}
          value={match.excludeCategories}
          onChange={(codes) => matching({ excludeCategories: codes ?? [] })}
        />
        <Codes
          label={say("除くブランド", "Without brands")}
          value={match.excludeBrands}
          onChange={(codes) => matching({ excludeBrands: codes ?? [] })}
        />
      </Group>
    </Stack>
  );
}
