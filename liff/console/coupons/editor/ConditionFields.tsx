import { Fieldset, SimpleGrid, Stack, Switch, Text } from "@mantine/core";
import { useSay } from "../../language.tsx";
import { Codes, NumField } from "../../parts/Fields.tsx";
import { SomeChannels, SomePlaces, SomeRanks } from "../../parts/SomeOf.tsx";
import type { FormProps } from "./form-props.ts";
import { TimeFields } from "./TimeFields.tsx";

/** What has to be so for it to be used; nothing chosen asks nothing. */
export function ConditionFields(props: FormProps) {
  const { coupon, set, wrong, isIssued } = props;
  const { conditions } = coupon;
  const say = useSay();
  const within = (part: Partial<typeof conditions>): void => set({ conditions: { ...conditions, ...part } });
  return (
    <Fieldset legend={say("使える条件", "Conditions")}>
      <Stack>
        <Text size="sm" c="dimmed">
          {isIssued
            ? say(
                "すでに持っている会員の条件は変わりません。配布を始めたあとは、ゆるめることだけができます。",
                "Who has it keeps its conditions. Once issued they may only become wider.",
              )
            : say("選ばない項目は、条件になりません。", "What is not chosen asks nothing.")}
        </Text>
        <NumField
          at="conditions.spendYenMin"
          label={say("最低のお買い上げ金額", "Least amount of the sale")}
          description={say("0なら条件なし", "0 asks nothing")}
          unit="¥"
          value={conditions.spendYenMin}
          error={wrong("conditions.spendYenMin")}
          onChange={(spendYenMin) => within({ spendYenMin })}
        />
        <Who {...props} />
        <Switch
          label={say("はじめてのお買い物のときだけ", "Only for a first purchase")}
          checked={conditions.firstVisit}
          error={wrong("conditions.firstVisit")}
          onChange={({ currentTarget }) => within({ firstVisit: currentTarget.checked })}
        />
        <TimeFields {...props} />
        <Items {...props} />
      </Stack>
    </Fieldset>
  );
}

function Who({ coupon: { conditions }, set, wrong }: FormProps) {
  const within = (part: Partial<typeof conditions>): void => set({ conditions: { ...conditions, ...part } });
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }}>
      <SomePlaces
        value={conditions.places}
        error={wrong("conditions.places")}
        onChange={(places) => within({ places })}
      />
      <SomeRanks
        value={conditions.ranks}
        error={wrong("conditions.ranks")}
        onChange={(ranks) => within({ ranks })}
      />
      <SomeChannels
        value={conditions.channels}
        error={wrong("conditions.channels")}
        onChange={(channels) => within({ channels })}
      />
    </SimpleGrid>
  );
}

function Items({ coupon: { conditions }, set, wrong }: FormProps) {
  const say = useSay();
  const { items } = conditions;
  const within = (part: Partial<typeof items>): void =>
    set({ conditions: { ...conditions, items: { ...items, ...part } } });
  const problem = (["items", "categories", "brands"] as const)
    .map((part) => wrong(`conditions.items.${part}`))
    .find((found) => found !== undefined);
  const named = items.items !== null || items.categories !== null || items.brands !== null;
  return (
    <details className="more" open={named || undefined}>
      <summary className="tap">
        {say("商品を限る(商品コードがわかるレジのとき)", "Only for certain items")}
      </summary>
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {say(
            "当てはまる商品の分だけ割り引きます。金額だけを打つレジでは、商品を見分けられません。",
            "Only these items are reduced. A till where amounts are typed cannot tell items apart.",
          )}
        </Text>
        <SimpleGrid cols={{ base: 1, sm: 3 }}>
          <Codes
            label={say("商品コード", "Items")}
            value={items.items}
            onChange={(codes) => within({ items: codes })}
          />
          <Codes
            label={say("部門", "Categories")}
            value={items.categories}
            onChange={(codes) => within({ categories: codes })}
          />
          <Codes
            label={say("ブランド", "Brands")}
            value={items.brands}
            onChange={(codes) => within({ brands: codes })}
          />
        </SimpleGrid>
        {problem !== undefined && (
          <Text size="sm" c="var(--mantine-color-error)" role="alert">
            {problem}
          </Text>
        )}
      </Stack>
    </details>
  );
}
