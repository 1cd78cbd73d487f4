import { Stack, Title } from "@mantine/core";
import { grouped } from "../../../shared/points/programme/words.ts";
import type { ResultsView } from "../../../shared/results/console.ts";
import { useSay } from "../language.tsx";
import { colours } from "../reports/colours.ts";
import { Drawn } from "../reports/Drawn.tsx";
import { Simple } from "./Simple.tsx";
import { rateOf, yenEach } from "./words.ts";

interface Props {
  readonly view: ResultsView;
}

/** In which stores those came who were sent to; who came to two is in both. */
export function ByStore({ view: { stores } }: Props) {
  const say = useSay();
  if (stores.length === 0) return null;
  return (
    <Stack gap="sm" component="section" aria-label={say("お店ごと", "By store")}>
      <Title order={3}>{say("来店したお店", "Stores they came to")}</Title>
      <Simple
        name={say("来店したお店", "Stores they came to")}
        heads={[
          say("お店", "Store"),
          say("来店した人", "Came"),
          say("来店日数", "Visits"),
          say("比較のため送らない会員の来店", "Comparison group, came"),
        ]}
        rows={stores.map(({ storeId, name, visitors, visits, heldOutVisitors }) => ({
          key: storeId,
          cells: [name, grouped(visitors), grouped(visits), grouped(heldOutVisitors)],
        }))}
      />
    </Stack>
  );
}

/** By the rank that each had when it was sent. */
export function ByRank({ view: { ranks } }: Props) {
  const say = useSay();
  if (ranks.length === 0) return null;
  return (
    <Stack gap="sm" component="section" aria-label={say("ランクごと", "By rank")}>
      <Title order={3}>{say("送信したときのランク", "Rank when it was sent")}</Title>
      <Simple
        name={say("ランクごと", "By rank")}
        heads={[
          ...[say("ランク", "Rank"), say("送信した人", "Sent to"), say("来店率", "Share who came")],
          ...[
            say("1人あたり(円)", "Yen each"),
            say("比較のため送らない会員の来店率", "Comparison group, share who came"),
            say("比較のため送らない会員の1人あたり(円)", "Comparison group, yen each"),
          ],
        ]}
        rows={ranks.map(({ rank, name, sent, heldOut }) => ({
          key: rank ?? "",
          cells: [
            (name === null ? rank : say(name.ja, name.en || name.ja)) ?? say("ランクなし", "No rank"),
            ...[grouped(sent.people), rateOf(sent.visitors, sent.people), yenEach(sent)],
            ...[rateOf(heldOut.visitors, heldOut.people), yenEach(heldOut)],
          ],
        }))}
      />
    </Stack>
  );
}

/** At which hour of the day links were opened first and sales took place. */
export function ByHour({ view: { hours } }: Props) {
  const say = useSay();
  if (hours.length === 0) return null;
  const most = hours.reduce((best, one) =>
    one.visits + one.clicks > best.visits + best.clicks ? one : best,
  );
  const clock = (hour: number) => say(`${hour}時`, `${String(hour).padStart(2, "0")}:00`);
  return (
    <Stack gap="sm" component="section" aria-label={say("時間帯", "Hours")}>
      <Drawn
        title={say("時間帯", "By hour of the day")}
        told={say(
          `いちばん多いのは${clock(most.hour)}台です(会計 ${grouped(most.visits)}、リンクを開いた人 ${grouped(most.clicks)})。`,
          `Most from ${clock(most.hour)} on: ${grouped(most.visits)} sales, ${grouped(most.clicks)} who opened a link.`,
        )}
        points={hours.map(({ hour, visits, clicks }) => ({ at: clock(hour), visits, clicks }))}
        marks={[
          { key: "visits", name: say("会計", "Sales"), shape: "bar", colour: colours.now },
          {
            key: "clicks",
            name: say("リンクを開いた人", "Opened a link"),
            shape: "bar",
            colour: colours.other,
          },
        ]}
        short={grouped}
        exact={grouped}
      />
      <details>
        <summary>{say("時間帯の表", "The hours as a table")}</summary>
        <Simple
          name={say("時間帯", "By hour of the day")}
          heads={[say("時間帯", "Hour"), say("会計", "Sales"), say("リンクを開いた人", "Opened a link")]}
          rows={hours.map(({ hour, visits, clicks }) => ({
            key: String(hour),
            cells: [clock(hour), grouped(visits), grouped(clicks)],
          }))}
        />
      </details>
    </Stack>
  );
}
