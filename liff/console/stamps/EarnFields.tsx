import { Fieldset, Group, Input, Stack, Switch, Text } from "@mantine/core";
import type { StampCard } from "../../../shared/stamps/schema.ts";
import { useSay } from "../language.tsx";
import { Choice, DateField, NumField, OptionalNum } from "../parts/Fields.tsx";
import { SomePlaces } from "../parts/SomeOf.tsx";
import type { FormProps } from "./form-props.ts";

type Earn = StampCard["earn"];

/** How, where and when stamps are earned: may be changed at any time, and holds for cards in hand at once. */
export function EarnFields(props: FormProps) {
  const { card, set, wrong, fixed } = props;
  const { earn } = card;
  const say = useSay();
  const kinds = {
    visit: say("来店(会計)ごとに1個", "One a visit"),
    per_yen: say("お買い上げ金額に応じて", "By what is paid"),
    staff: say("スタッフが押したときだけ", "Only by staff"),
  };
  const choose = (kind: Earn["kind"]): void =>
    set({ earn: kind === "per_yen" ? { kind, yen: 500, perSaleMax: 5 } : { kind } });
  return (
    <Fieldset legend={say("スタンプのたまり方", "How stamps are earned")}>
      <Stack>
        {fixed && (
          <Text size="sm" c="dimmed">
            {say(
              "公開するとすぐに、いま集めているカードにも効きます。",
              "Changes hold at once, for cards in hand too.",
            )}
          </Text>
        )}
        <Group align="flex-start">
          <Choice label={say("たまり方", "Earned")} value={earn.kind} options={kinds} onChange={choose} />
          {earn.kind === "per_yen" && (
            <>
              <NumField
                at="yen"
                label={say("何円ごとに1個", "One per")}
                unit="¥"
                min={1}
                max={1_000_000}
                value={earn.yen}
                onChange={(yen) => set({ earn: { ...earn, yen } })}
              />
              <OptionalNum
                at="perSaleMax"
                label={say("1回の会計の上限", "The most a sale gives")}
                min={1}
                max={50}
                value={earn.perSaleMax}
                onChange={(perSaleMax) => set({ earn: { ...earn, perSaleMax } })}
              />
            </>
          )}
        </Group>
        {earn.kind !== "staff" && (
          <NumField
            at="spendYenMin"
            label={say("対象になる会計の金額", "The least a sale must be")}
            description={say("クーポンを引いたあとの金額", "After coupons")}
            unit="¥"
            value={card.spendYenMin}
            onChange={(spendYenMin) => set({ spendYenMin })}
          />
        )}
        <OnceADay {...props} />
        <SomePlaces
          label={say("スタンプを押せるお店", "Stores that stamp it")}
          value={card.places}
          onChange={(places) => set({ places })}
        />
        <Group align="flex-start">
          <DateField label={say("開始日", "From")} value={card.from} onChange={(from) => set({ from })} />
          <DateField
            label={say("終了日(この日まで)", "To, inclusive")}
            value={card.to}
            error={wrong("to")}
            onChange={(to) => set({ to })}
          />
        </Group>
      </Stack>
    </Fieldset>
  );
}

function OnceADay({ card, set }: FormProps) {
  const say = useSay();
  return (
    <Input.Wrapper
      description={say("同じ日の2回目の来店では押しません", "A second visit of a day gives none")}
      inputWrapperOrder={["input", "description"]}
    >
      <Switch
        label={say("1日1回まで", "Once a day")}
        checked={card.oncePerDay}
        onChange={({ currentTarget }) => set({ oncePerDay: currentTarget.checked })}
      />
    </Input.Wrapper>
  );
}
