import { Fieldset, Group, Stack } from "@mantine/core";
import type { StampCard } from "../../../shared/stamps/schema.ts";
import { useSay } from "../language.tsx";
import { Choice, DateField, NumField, OptionalNum } from "../parts/Fields.tsx";
import { type FormProps, OnceADay, PlacesField } from "./Form.tsx";

type Earn = StampCard["earn"];

/** How, where and when stamps are earned: may be changed at any time, and holds for cards in hand at once. */
export function EarnFields(props: FormProps) {
  const { card, set, wrong } = props;
  const { earn } = card;
  const say = useSay();
  const kinds = {
    visit: say("来店（会計）ごとに1個", "One a visit"),
    per_yen: say("お買い上げ金額に応じて", "By what is paid"),
    staff: say("スタッフが押したときだけ", "Only by staff"),
  };
  const choose = (kind: Earn["kind"]): void =>
    set({ earn: kind === "per_yen" ? { kind, yen: 500, perSaleMax: 5 } : { kind } });
  return (
    <Fieldset legend={say("スタンプのたまり方", "How stamps are earned")}>
      <Stack>
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
        <PlacesField {...props} />
        <Group align="flex-start">
          <DateField label={say("開始日", "From")} value={card.from} onChange={(from) => set({ from })} />
          <DateField
            label={say("終了日（この日まで）", "To, inclusive")}
            value={card.to}
            error={wrong("to")}
            onChange={(to) => set({ to })}
          />
        </Group>
      </Stack>
    </Fieldset>
  );
}
