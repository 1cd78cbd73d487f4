import type { Period } from "../../../../shared/segments/schema.ts";
import { useSay } from "../../language.tsx";
import { Choice, Codes, DateField, NumField } from "../../parts/Fields.tsx";
import { useStaff } from "../../session.tsx";
import { BoundFields, Chips, daysMax, LastDays, type LeafProps, PickSome } from "./parts.tsx";

/** Fields of conditions on what somebody did in the shop. */

export function StoreFields({ leaf, onChange }: LeafProps<"store">) {
  const say = useSay();
  const { stores } = useStaff();
  return (
    <>
      <Choice
        label={say("来店", "Visit")}
        w={190}
        value={leaf.did}
        options={{
          visited: say("来店したことがある", "Came there"),
          last: say("最後に来店した", "Came last"),
        }}
        onChange={(did) => onChange({ ...leaf, did })}
      />
      <PickSome
        label={say("お店・エリア(どれか)", "Stores and areas, any of them")}
        options={stores.map(({ publicId, name }) => ({ value: publicId, label: name }))}
        value={leaf.nodes}
        onChange={(nodes) => onChange({ ...leaf, nodes })}
      />
      <LastDays value={leaf.days} onChange={(days) => onChange({ ...leaf, days })} />
    </>
  );
}

function PeriodFields({
  value,
  onChange,
}: {
  readonly value: Period;
  readonly onChange: (period: Period) => void;
}) {
  const say = useSay();
  const { businessDate } = useStaff();
  const choose = (over: Period["over"]): void => {
    if (over === "ever") onChange({ over });
    else if (over === "days") onChange({ over, days: 90 });
    else onChange({ over, from: `${businessDate.slice(0, 4)}-01-01`, to: businessDate });
  };
  return (
    <>
      <Choice
        label={say("期間", "When")}
        w={170}
        value={value.over}
        options={{
          days: say("直近の日数", "In the last days"),
          dates: say("日付で指定", "Between dates"),
          ever: say("これまでずっと", "Ever"),
        }}
        onChange={choose}
      />
      {value.over === "days" && (
        <NumField
          at="in.days"
          label={say("日数(今日を含む)", "Days, with today")}
          unit={say("日", "d")}
          min={1}
          max={daysMax}
          w={140}
          value={value.days}
          onChange={(days) => onChange({ over: "days", days })}
        />
      )}
      {value.over === "dates" && (
        <>
          <DateField
            label={say("この日から", "From")}
            value={value.from}
            onChange={(from) => from !== null && onChange({ ...value, from })}
          />
          <DateField
            label={say("この日まで", "To")}
            value={value.to}
            onChange={(to) => to !== null && onChange({ ...value, to })}
          />
        </>
      )}
    </>
  );
}

export function VisitsFields({ leaf, onChange }: LeafProps<"visits">) {
  const say = useSay();
  return (
    <>
      <PeriodFields value={leaf.in} onChange={(period) => onChange({ ...leaf, in: period })} />
      <BoundFields
        value={leaf}
        unit={say("回", "×")}
        max={100_000}
        onChange={(bounds) => onChange({ ...leaf, ...bounds })}
      />
    </>
  );
}

export function SpendFields({ leaf, onChange }: LeafProps<"spend">) {
  return (
    <>
      <PeriodFields value={leaf.in} onChange={(period) => onChange({ ...leaf, in: period })} />
      <BoundFields value={leaf} unit="¥" onChange={(bounds) => onChange({ ...leaf, ...bounds })} />
    </>
  );
}

export function LastVisitFields({ leaf, onChange }: LeafProps<"last_visit">) {
  const say = useSay();
  return (
    <BoundFields
      value={leaf}
      unit={say("日", "d")}
      max={daysMax}
      onChange={(bounds) => onChange({ ...leaf, ...bounds })}
    />
  );
}

export function BoughtFields({ leaf, onChange }: LeafProps<"bought">) {
  const say = useSay();
  return (
    <>
      <Codes
        label={say("商品コード(どれか)", "Items by code, any of them")}
        value={leaf.items}
        onChange={(items) => onChange({ ...leaf, items: items ?? [] })}
      />
      <Codes
        label={say("分類(どれか)", "Categories, any of them")}
        value={leaf.categories}
        onChange={(categories) => onChange({ ...leaf, categories: categories ?? [] })}
      />
      <LastDays value={leaf.days} onChange={(days) => onChange({ ...leaf, days })} />
      <NumField
        at="times"
        label={say("買った回数(以上)", "Sales, at least")}
        unit={say("回", "×")}
        min={1}
        max={1_000}
        w={150}
        value={leaf.times}
        onChange={(times) => onChange({ ...leaf, times })}
      />
    </>
  );
}

const scores = ["5", "4", "3", "2", "1"];

export function RfmFields({ leaf, onChange }: LeafProps<"rfm">) {
  const say = useSay();
  const words = {
    r: say("R 最近の来店(5がもっとも最近)", "R, recency: 5 is the latest"),
    f: say("F 来店の回数(5がもっとも多い)", "F, frequency: 5 is the most"),
    m: say("M 購入金額(5がもっとも高い)", "M, money: 5 is the most"),
  };
  return (["r", "f", "m"] as const).map((score) => (
    <Chips
      key={score}
      label={words[score]}
      options={scores.map((value) => ({ value, label: value }))}
      value={leaf[score].map(String)}
      onChange={(chosen) => onChange({ ...leaf, [score]: chosen.map(Number) })}
    />
  ));
}
