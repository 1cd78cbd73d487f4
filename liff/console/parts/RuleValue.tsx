import { Group, Switch } from "@mantine/core";
import type { EarnValue } from "../../../shared/points/programme/schema.ts";
import { useSay } from "../language.tsx";
import type { RuleFields } from "../screens/Rule.tsx";
import { Choice, NumField } from "./Fields.tsx";

const starting: Readonly<Record<EarnValue["kind"], EarnValue>> = {
  per_yen: { kind: "per_yen", everyYen: 100, givesPoints: 1 },
  rate: { kind: "rate", perTenThousand: 100 },
  fixed: { kind: "fixed", points: 10 },
  per_item: { kind: "per_item", points: 1 },
  multiplier: { kind: "multiplier", perMille: 2000 },
};

/** What a rule gives, and of which amount. */
export function ValueFields({ rule, set, wrong }: RuleFields) {
  const say = useSay();
  const { value, base } = rule;
  const counted = value.kind === "per_yen" || value.kind === "rate";
  return (
    <Group align="flex-start">
      <Choice
        label={say("計算のしかた", "How it counts")}
        value={value.kind}
        error={wrong("value.kind")}
        options={{
          per_yen: say("金額ごと(¥100ごとに1P)", "Per yen"),
          rate: say("割合(1%)", "A rate"),
          fixed: say("決まったポイント", "A fixed number"),
          per_item: say("1点ごと", "Per item"),
          multiplier: say("基本ポイントの倍率", "Times the base"),
        }}
        onChange={(kind) => set({ value: starting[kind] })}
      />
      {value.kind === "per_yen" && (
        <>
          <NumField
            at="everyYen"
            label={say("金額", "Every")}
            unit="¥"
            min={1}
            value={value.everyYen}
            onChange={(everyYen) => set({ value: { ...value, everyYen } })}
          />
          <NumField
            at="givesPoints"
            label={say("ポイント", "Gives")}
            unit="P"
            min={1}
            value={value.givesPoints}
            onChange={(givesPoints) => set({ value: { ...value, givesPoints } })}
          />
        </>
      )}
      {value.kind === "rate" && (
        <NumField
          at="perTenThousand"
          label={say("割合", "Rate")}
          unit="%"
          scale={100}
          min={1}
          max={10_000}
          value={value.perTenThousand}
          onChange={(perTenThousand) => set({ value: { ...value, perTenThousand } })}
        />
      )}
      {(value.kind === "fixed" || value.kind === "per_item") && (
        <NumField
          at="points"
          label={say("ポイント", "Points")}
          unit="P"
          min={1}
          max={10_000_000}
          value={value.points}
          onChange={(points) => set({ value: { ...value, points } })}
        />
      )}
      {value.kind === "multiplier" && (
        <NumField
          at="perMille"
          label={say("倍率", "Times")}
          unit={say("倍", "×")}
          scale={1000}
          min={1001}
          max={100_000}
          value={value.perMille}
          onChange={(perMille) => set({ value: { ...value, perMille } })}
        />
      )}
      {counted && (
        <>
          <Choice
            label={say("数える金額", "Of the amount")}
            w={160}
            value={base.tax}
            options={{ excluded: say("税抜", "without tax"), included: say("税込", "with tax") }}
            onChange={(tax) => set({ base: { ...base, tax } })}
          />
          <Switch
            style={{ alignSelf: "flex-end" }}
            label={say("値引き後の金額で", "After discounts")}
            checked={base.lessDiscounts}
            onChange={({ currentTarget }) => set({ base: { ...base, lessDiscounts: currentTarget.checked } })}
          />
          <Switch
            style={{ alignSelf: "flex-end" }}
            label={say("ポイント利用分を除く", "Without the part paid with points")}
            checked={base.lessPoints}
            onChange={({ currentTarget }) => set({ base: { ...base, lessPoints: currentTarget.checked } })}
          />
          <Switch
            style={{ alignSelf: "flex-end" }}
            label={say("送料・手数料を除く", "Without shipping and fees")}
            checked={base.lessShipping}
            onChange={({ currentTarget }) => set({ base: { ...base, lessShipping: currentTarget.checked } })}
          />
        </>
      )}
    </Group>
  );
}
