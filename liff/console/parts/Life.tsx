import { Group } from "@mantine/core";
import type { Activation, ExpiryPolicy, Span } from "../../../shared/points/programme/schema.ts";
import { useSay } from "../language.tsx";
import { Within } from "../wrong.tsx";
import { Choice, DateField, NumField } from "./Fields.tsx";

/** When points can be used. */
export function ActivationFields({
  at,
  label,
  value,
  onChange,
}: {
  readonly at: string;
  readonly label: string;
  readonly value: Activation;
  readonly onChange: (value: Activation) => void;
}) {
  const say = useSay();
  return (
    <Within part={at}>
      <Group align="flex-start">
        <Choice
          label={label}
          value={value.kind}
          options={{
            immediate: say("すぐに使える", "At once"),
            after_days: say("日数が過ぎてから", "After some days"),
            on_event: say("発送などの後", "After an event"),
          }}
          onChange={(kind) =>
            onChange(
              kind === "immediate"
                ? { kind }
                : kind === "after_days"
                  ? { kind, days: 1 }
                  : { kind, event: "shipped", afterDays: 14 },
            )
          }
        />
        {value.kind === "after_days" && (
          <NumField
            at="days"
            label={say("日数", "Days")}
            unit={say("日", "d")}
            min={1}
            max={365}
            value={value.days}
            onChange={(days) => onChange({ ...value, days })}
          />
        )}
        {value.kind === "on_event" && (
          <>
            <Choice
              label={say("きっかけ", "Event")}
              w={160}
              value={value.event}
              options={{
                shipped: say("発送", "Shipped"),
                delivered: say("配達", "Delivered"),
                confirmed: say("確定", "Confirmed"),
              }}
              onChange={(event) => onChange({ ...value, event })}
            />
            <NumField
              at="afterDays"
              label={say("その後の日数", "Days after it")}
              unit={say("日", "d")}
              max={365}
              value={value.afterDays}
              onChange={(afterDays) => onChange({ ...value, afterDays })}
            />
          </>
        )}
      </Group>
    </Within>
  );
}

const year: Span = { unit: "months", count: 12 };

/** How long points live. */
export function ExpiryFields({
  at,
  label,
  value,
  today,
  onChange,
}: {
  readonly at: string;
  readonly label: string;
  readonly value: ExpiryPolicy;
  readonly today: string;
  readonly onChange: (value: ExpiryPolicy) => void;
}) {
  const say = useSay();
  const choose = (kind: ExpiryPolicy["kind"]): void => {
    const after = "after" in value ? value.after : year;
    const roundTo = "roundTo" in value ? value.roundTo : ("month_end" as const);
    if (kind === "rolling") onChange({ kind, after, roundTo });
    else if (kind === "activity") onChange({ kind, after, roundTo, on: "earn_or_spend" });
    else if (kind === "fiscal_year") onChange({ kind, yearsAfter: 1 });
    else onChange({ kind, on: today });
  };
  return (
    <Within part={at}>
      <Group align="flex-start">
        <Choice
          label={label}
          value={value.kind}
          options={{
            rolling: say("付与ごとに数える", "Each on its own"),
            activity: say("利用で延長(自動延長型)", "Extended by activity"),
            fiscal_year: say("年度末(年度失効型)", "End of a fiscal year"),
            until: say("決まった日まで", "Until a day"),
          }}
          onChange={choose}
        />
        {"after" in value && (
          <>
            <NumField
              at="after.count"
              label={say("長さ", "Length")}
              min={1}
              max={3650}
              w={100}
              value={value.after.count}
              onChange={(count) => onChange({ ...value, after: { ...value.after, count } })}
            />
            <Choice
              label={say("単位", "Unit")}
              w={120}
              value={value.after.unit}
              options={{ days: say("日", "days"), months: say("か月", "months") }}
              onChange={(unit) => onChange({ ...value, after: { ...value.after, unit } })}
            />
            <Choice
              label={say("期限の日", "Rounded up to")}
              w={180}
              value={value.roundTo}
              options={{
                day: say("その日まで", "the day itself"),
                month_end: say("月末まで", "end of month"),
                year_end: say("年末まで", "end of year"),
                fiscal_year_end: say("年度末まで", "end of fiscal year"),
              }}
              onChange={(roundTo) => onChange({ ...value, roundTo })}
            />
          </>
        )}
        {value.kind === "activity" && (
          <Choice
            label={say("延長するのは", "Extended by")}
            w={200}
            value={value.on}
            options={{
              earn: say("貯めたとき", "earning"),
              earn_or_spend: say("貯めた・使ったとき", "earning or using"),
            }}
            onChange={(on) => onChange({ ...value, on })}
          />
        )}
        {value.kind === "fiscal_year" && (
          <NumField
            at="yearsAfter"
            label={say("何年後の年度末", "Years later")}
            max={10}
            unit={say("年", "y")}
            value={value.yearsAfter}
            onChange={(yearsAfter) => onChange({ ...value, yearsAfter })}
          />
        )}
        {value.kind === "until" && (
          <DateField
            label={say("最終日", "Last day")}
            value={value.on}
            onChange={(on) => on !== null && onChange({ ...value, on })}
          />
        )}
      </Group>
    </Within>
  );
}
