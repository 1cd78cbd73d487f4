import { Stack, Table, Text } from "@mantine/core";
import type { CampaignPreview } from "../../../shared/campaigns/console.ts";
import type { RecipientReason } from "../../../shared/campaigns/states.ts";
import { grouped } from "../../../shared/points/programme/words.ts";
import { useSay } from "../language.tsx";
import type { Words } from "../screen.ts";
import { type Planned, TableFacts } from "./TableFacts.tsx";
import { Warnings } from "./Warnings.tsx";

/** What each step leaves, in the order in which it is asked. */
const steps: readonly { readonly reason: RecipientReason; readonly stays: Words }[] = [
  { reason: "no_line", stays: ["LINEとつながっている", "In LINE"] },
  { reason: "suspended", stays: ["会員証を停止していない", "Not suspended"] },
  { reason: "blocked", stays: ["友だちで、ブロックしていない", "A friend who has not blocked"] },
  { reason: "opted_out", stays: ["この種類の配信を止めていない", "Has not stopped this kind"] },
  { reason: "capped", stays: ["送る回数の上限に達していない", "Below the limit of messages"] },
  { reason: "held_out", stays: ["「比較のため送らない会員」を除く", "Without the comparison group"] },
  { reason: "no_coupon", stays: ["クーポンの残りがある", "A coupon is left for them"] },
];

/** The honest table before sending: who is left at each step and why, what it costs, and what the night does to it. */
export function HonestTable({
  table,
  document,
}: {
  readonly table: CampaignPreview;
  readonly document: Planned;
}) {
  const say = useSay();
  return (
    <Stack gap="md">
      <Funnel table={table} />
      <Warnings table={table} />
      <TableFacts table={table} document={document} />
      <Text size="xs" c="dimmed">
        {say(
          "今の時点の人数です。送りはじめるときに、もう一度数えて対象者を確定します。",
          "As of now. When it begins, everybody is counted once more and the audience is fixed.",
        )}
      </Text>
    </Stack>
  );
}

function Funnel({ table: { matched, leftOut, willBeSent } }: { readonly table: CampaignPreview }) {
  const say = useSay();
  let rest = matched;
  const rows = steps.flatMap(({ reason, stays }) => {
    const gone = leftOut[reason] ?? 0;
    rest -= gone;
    // A coupon that does not suffice is rare, and its step is shown only then.
    return gone === 0 && reason === "no_coupon" ? [] : [{ reason, stays, gone, rest }];
  });
  return (
    <Table className="funnel" aria-label={say("送る人数の内訳", "Who will be sent it")}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{say("条件", "Condition")}</Table.Th>
          <Table.Th ta="right">{say("除く", "Left out")}</Table.Th>
          <Table.Th ta="right">{say("残り", "Remaining")}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        <Table.Tr>
          <Table.Th scope="row">{say("条件に合う会員", "Members who match")}</Table.Th>
          <Table.Td />
          <Rest of={matched} rest={matched} />
        </Table.Tr>
        {rows.map(({ reason, stays, gone, rest: left }) => (
          <Table.Tr key={reason}>
            <Table.Th scope="row">{say(...stays)}</Table.Th>
            <Table.Td ta="right" className="numbers">
              {gone === 0 ? "0" : `−${grouped(gone)}`}
            </Table.Td>
            <Rest of={matched} rest={left} />
          </Table.Tr>
        ))}
        <Table.Tr className="funnel-sum">
          <Table.Th scope="row">{say("送る人数", "Will be sent")}</Table.Th>
          <Table.Td />
          <Table.Td ta="right" className="numbers">
            <b>{say(`${grouped(willBeSent)}人`, grouped(willBeSent))}</b>
          </Table.Td>
        </Table.Tr>
      </Table.Tbody>
    </Table>
  );
}

/** A number, and a bar of the share that it is. */
function Rest({ of, rest }: { readonly of: number; readonly rest: number }) {
  return (
    <Table.Td ta="right" className="numbers">
      {grouped(rest)}
      <span className="funnel-bar" aria-hidden="true">
        <span style={{ width: `${of === 0 ? 0 : Math.round((rest / of) * 100)}%` }} />
      </span>
    </Table.Td>
  );
}
