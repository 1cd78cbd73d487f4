import { Group, Loader, SegmentedControl, Select, Stack, Text, Title } from "@mantine/core";
import { useState } from "react";
import { addDays } from "../../../shared/dates.ts";
import type { ResultsView } from "../../../shared/results/console.ts";
import { momentOf, useSay } from "../language.tsx";
import { DateField } from "../parts/Fields.tsx";
import { Loaded } from "../parts/States.tsx";
import { Teach } from "../parts/Teach.tsx";
import { Export } from "../parts/table/Export.tsx";
import { useStaff } from "../session.tsx";
import { type Of, type Query, resultsPath, useResults } from "./api.ts";
import { ByHour, ByRank, ByStore } from "./Breakdowns.tsx";
import { EffectSection } from "./Effect.tsx";
import { HowToRead } from "./HowToRead.tsx";
import { CouponSection, LinkSection, SentSection, UnfollowSection } from "./Sent.tsx";
import { VariantSection } from "./Variants.tsx";
import "../reports/reports.css";
import "./results.css";

/** What came of a campaign or an automation: a section for the page of either, with a choice of what it is about. */
export function ResultsPanel({ of }: { readonly of: Of }) {
  const say = useSay();
  const { businessDate } = useStaff();
  const [days, setDays] = useState("14");
  const [run, setRun] = useState<string | null>(null);
  const [from, setFrom] = useState(addDays(businessDate, -89));
  const [to, setTo] = useState(businessDate);
  const query: Query = {
    days,
    ...(of.kind === "campaign" ? (run === null ? {} : { run }) : { from, to: to < from ? from : to }),
  };
  const asked = useResults(of, query);
  return (
    <section aria-label={say("結果", "Results")} className="results">
      <Group justify="space-between" align="flex-end" mb="md" gap="sm">
        <Title order={2}>{say("結果", "Results")}</Title>
        <Group align="flex-end" gap="sm">
          {asked.isPlaceholderData && <Loader size="sm" aria-label={say("集計中", "Counting")} />}
          {of.kind === "campaign" ? (
            <RunChoice view={asked.data} onChange={setRun} />
          ) : (
            <>
              <DateField
                label={say("送った日(から)", "Sent from")}
                value={from}
                w={150}
                onChange={(day) => setFrom(day ?? from)}
              />
              <DateField
                label={say("送った日(まで)", "Sent until")}
                value={to}
                w={150}
                onChange={(day) => setTo(day ?? to)}
              />
            </>
          )}
          <SegmentedControl
            aria-label={say("来店と売上を数える日数", "Days in which visits count")}
            value={days}
            onChange={setDays}
            data={["7", "14", "30"].map((value) => ({ value, label: say(`${value}日`, `${value} days`) }))}
          />
          <Export
            source={{ from: "server", path: `${resultsPath(of)}.csv`, query }}
            file={say(
              `結果 ${asked.data?.of.name ?? ""}`.trim(),
              `Results ${asked.data?.of.name ?? ""}`.trim(),
            )}
          />
        </Group>
      </Group>
      <Loaded query={asked}>{(view) => <Sections view={view} of={of} query={query} />}</Loaded>
    </section>
  );
}

/** Of a campaign of every week, one of its sendings. */
function RunChoice({
  view,
  onChange,
}: {
  readonly view: ResultsView | undefined;
  readonly onChange: (run: string) => void;
}) {
  const say = useSay();
  const { timeZone } = useStaff();
  if (view === undefined || view.runs.length < 2) return null;
  return (
    <Select
      label={say("配信回", "Sending")}
      w={240}
      allowDeselect={false}
      comboboxProps={{ withinPortal: false }}
      value={view.run}
      data={view.runs.map(({ runId, nth, startedAtMs }) => ({
        value: runId,
        label: say(
          `第${nth}回 ${momentOf(startedAtMs, timeZone)}`,
          `No. ${nth}, ${momentOf(startedAtMs, timeZone)}`,
        ),
      }))}
      onChange={(value) => value !== null && onChange(value)}
    />
  );
}

function Sections({
  view,
  of,
  query,
}: {
  readonly view: ResultsView;
  readonly of: Of;
  readonly query: Query;
}) {
  const say = useSay();
  const { timeZone } = useStaff();
  if (Object.keys(view.states).length === 0) {
    return (
      <Teach title={say("まだ送信していません", "Nothing was sent yet")}>
        {say(
          "送信すると、届いた人数・開封・来店・売上がここに並びます。",
          "Once it is sent, who it reached, who opened it, who came and what they spent stand here.",
        )}
      </Teach>
    );
  }
  const behind = { of, query: view.run === null ? query : { ...query, run: view.run } };
  return (
    <Stack gap="xl">
      <Text size="sm" c="dimmed" className="numbers">
        {say("集計時刻", "Counted at")} {momentOf(view.countedAtMs, timeZone)}
      </Text>
      <SentSection view={view} behind={behind} />
      <EffectSection view={view} behind={behind} />
      <VariantSection view={view} />
      <LinkSection view={view} behind={behind} />
      <CouponSection view={view} behind={behind} />
      <UnfollowSection view={view} behind={behind} />
      <ByStore view={view} />
      <ByRank view={view} />
      <ByHour view={view} />
      <HowToRead view={view} />
    </Stack>
  );
}
