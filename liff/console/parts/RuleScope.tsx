import { Group, Stack, Switch, TextInput } from "@mantine/core";
import { useSay } from "../language.tsx";
import type { RuleFields } from "../screens/Rule.tsx";
import { Codes, NumField, OptionalNum } from "./Fields.tsx";
import { SomeChannels, SomePlaces, SomeRanks } from "./SomeOf.tsx";

/** Where, for whom and for what. */
export function ScopeFields({ rule, set, wrong }: RuleFields) {
  const say = useSay();
  const { scope, match } = rule;
  const within = (part: Partial<typeof scope>): void => set({ scope: { ...scope, ...part } });
  const matching = (part: Partial<typeof match>): void => set({ match: { ...match, ...part } });
  const nth = match.nthPurchase;
  return (
    <Stack>
      <Group align="flex-start" grow>
        <SomePlaces value={scope.places} onChange={(places) => within({ places })} />
        <SomeRanks value={scope.ranks} onChange={(ranks) => within({ ranks })} />
        <SomeChannels value={scope.channels} onChange={(channels) => within({ channels })} />
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
