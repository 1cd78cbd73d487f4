import { Group, Paper, Stack, Table, Text, Title } from "@mantine/core";
import type { CampaignRunView } from "../../../../shared/campaigns/console.ts";
import { grouped } from "../../../../shared/points/programme/words.ts";
import { momentOf, type Say, useSay } from "../../language.tsx";
import { To } from "../../parts/To.tsx";
import { useStaff } from "../../session.tsx";
import { useHalt } from "../halt.ts";
import { runWords, stateOrder, stateSentence } from "../words.ts";

/** One sending, live while it moves: how far it is, and for everybody who got nothing the reason. */
export function Progress({
  campaignId,
  run,
}: {
  readonly campaignId: string;
  readonly run: CampaignRunView;
}) {
  const { timeZone } = useStaff();
  const say = useSay();
  const { nth, startedAtMs, endedAtMs } = run;
  return (
    <Paper
      className="sheet"
      p="md"
      component="section"
      aria-label={say("送信の状況", "How the sending goes")}
    >
      <Stack gap="sm" py="sm">
        <Group justify="space-between" align="baseline">
          <Title order={2} size="h4">
            {say(`第${nth}回の送信`, `Sending no. ${nth}`)}
          </Title>
          <Text size="sm" c="dimmed" className="numbers">
            {momentOf(startedAtMs, timeZone)}
            {endedAtMs !== null && ` – ${momentOf(endedAtMs, timeZone)}`}
          </Text>
        </Group>
        <HowFar run={run} />
        <States campaignId={campaignId} run={run} say={say} />
        <Text size="sm">
          <To to={`campaigns/${campaignId}/runs/${run.runId}`}>
            {say("対象者の一覧とCSV", "Everybody of the audience, and a file")}
          </To>
        </Text>
      </Stack>
    </Paper>
  );
}

function HowFar({ run: { status, matched, planned, states } }: { readonly run: CampaignRunView }) {
  const say = useSay();
  const found = useHalt();
  const halt = status === "sending" ? found : null;
  const isFreezing = status === "freezing";
  const done = Math.max(0, planned - (states.waiting ?? 0));
  const percent = isFreezing ? 0 : planned === 0 ? 100 : Math.round((done / planned) * 100);
  return (
    <>
      <Text role="status" className="numbers">
        <b>{say(...(halt?.word ?? runWords[status]))}</b>{" "}
        {isFreezing
          ? say(`これまでに${grouped(matched)}人`, `${grouped(matched)} so far`)
          : say(
              `${grouped(planned)}人のうち${grouped(states.sent ?? 0)}人に送りました`,
              `${grouped(states.sent ?? 0)} of ${grouped(planned)} are sent to`,
            )}
      </Text>
      <div
        className="progress"
        role="progressbar"
        aria-label={say("送信の進み", "Progress")}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
      >
        <span style={{ width: `${percent}%` }} />
      </div>
    </>
  );
}

/** How many went each way; each leads to who they are. */
function States({
  campaignId,
  run: { runId, states },
  say,
}: {
  readonly campaignId: string;
  readonly run: CampaignRunView;
  readonly say: Say;
}) {
  const rows = stateOrder(Object.keys(states)).map((state) => ({ state, people: states[state] ?? 0 }));
  if (rows.length === 0) return null;
  return (
    <Table className="facts" layout="auto" aria-label={say("結果の内訳", "What became of them")}>
      <Table.Tbody>
        {rows.map(({ state, people }) => (
          <Table.Tr key={state}>
            <Table.Th scope="row">
              {state === "waiting" || state === "empty" ? (
                stateSentence(state, say)
              ) : (
                <To to={`campaigns/${campaignId}/runs/${runId}?reason=${state}`}>
                  {stateSentence(state, say)}
                </To>
              )}
            </Table.Th>
            <Table.Td ta="right" className="numbers">
              {say(`${grouped(people)}人`, grouped(people))}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
