import { Group, Select, Text } from "@mantine/core";
import { type Period, periods, usualPeriod } from "../../../shared/reports/periods.ts";
import { useSay } from "../language.tsx";
import { DateField } from "../parts/Fields.tsx";
import { usePlace } from "../router.tsx";
import { useStaff } from "../session.tsx";
import { periodWords } from "./words.ts";

/** The period and the place of a report, as the address says them. */
export function useScope(): {
  readonly period: Period;
  readonly query: Readonly<Record<string, string>>;
  /** Own dates of which one is missing or which are the wrong way round cannot be asked for. */
  readonly ready: boolean;
} {
  const { query } = usePlace();
  const { businessDate } = useStaff();
  const period = periods.find((one) => one === query.get("period")) ?? usualPeriod(businessDate);
  const from = query.get("from") ?? "";
  const to = query.get("to") ?? "";
  const place = query.get("place") ?? "";
  return {
    period,
    ready: period !== "custom" || (from !== "" && to !== "" && from <= to),
    query: {
      period,
      ...(period === "custom" ? { from, to } : {}),
      ...(place === "" ? {} : { place }),
    },
  };
}

/** Chooses what a report is about. */
export function ScopeBar() {
  const { query, refine } = usePlace();
  const say = useSay();
  const { period } = useScope();
  return (
    <Group align="flex-end" gap="sm" role="search" aria-label={say("期間とお店", "Period and place")}>
      <Select
        label={say("期間", "Period")}
        data={periods.map((value) => ({ value, label: say(...periodWords[value]) }))}
        value={period}
        allowDeselect={false}
        w={160}
        comboboxProps={{ withinPortal: false }}
        onChange={(value) => refine({ period: value, from: null, to: null })}
      />
      {period === "custom" && (
        <>
          <DateField
            label={say("から", "From")}
            value={query.get("from")}
            w={160}
            onChange={(value) => refine({ from: value })}
          />
          <DateField
            label={say("まで", "Until")}
            value={query.get("to")}
            w={160}
            error={wrongWay(query) ? say("「から」より後の日に", "After the first day") : undefined}
            onChange={(value) => refine({ to: value })}
          />
        </>
      )}
      <PlaceField />
    </Group>
  );
}

function wrongWay(query: URLSearchParams): boolean {
  const [from, to] = [query.get("from") ?? "", query.get("to") ?? ""];
  return from !== "" && to !== "" && to < from;
}

/** One store, one area, or all. Not shown where there is but one store. */
export function PlaceField() {
  const { query, refine } = usePlace();
  const { stores } = useStaff();
  const say = useSay();
  if (stores.length < 2) return null;
  const options = (kind: "area" | "store") =>
    stores
      .filter((place) => place.kind === kind)
      .map(({ publicId, name }) => ({ value: publicId, label: name }));
  const groups = [
    { group: say("エリア", "Areas"), items: options("area") },
    { group: say("お店", "Stores"), items: options("store") },
  ];
  return (
    <Select
      label={say("お店・エリア", "Store or area")}
      placeholder={say("すべてのお店", "All stores")}
      data={groups.filter(({ items }) => items.length > 0)}
      value={query.get("place")}
      clearable
      clearButtonProps={{ "aria-label": say("すべてのお店にする", "All stores") }}
      searchable={stores.length > 12}
      w={220}
      comboboxProps={{ withinPortal: false }}
      onChange={(value) => refine({ place: value })}
    />
  );
}

/** What is asked while own dates are not complete. */
export function ChooseDates() {
  const say = useSay();
  return (
    <Text c="dimmed" py="lg">
      {say("期間の最初と最後の日を選んでください。", "Choose the first and the last day.")}
    </Text>
  );
}
