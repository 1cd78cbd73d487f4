import { Paper, Table, Text } from "@mantine/core";
import { dayOf, pointsOf } from "../../../shared/points/programme/words.ts";
import type { SampleMember } from "../../../shared/segments/console.ts";
import type { Segment } from "../../../shared/segments/schema.ts";
import { useLadder } from "../api.ts";
import { useLanguage, useSay } from "../language.tsx";
import { numberOf } from "../parts/member-number.ts";
import { Loaded } from "../parts/States.tsx";
import { To } from "../parts/To.tsx";
import { useSample } from "./api.ts";

/** Some of the members in a tree, so that one sees whether it says what was meant. */
export function Sample({ tree }: { readonly tree: Segment }) {
  const say = useSay();
  const sample = useSample(tree);
  return (
    <Loaded query={sample}>
      {({ members }) =>
        members.length === 0 ? (
          <Text c="dimmed" size="sm">
            {say("当てはまる会員がいません。", "No member fits.")}
          </Text>
        ) : (
          <Rows members={members} />
        )
      }
    </Loaded>
  );
}

function Rows({ members }: { readonly members: readonly SampleMember[] }) {
  const { language } = useLanguage();
  const say = useSay();
  const ranks = useLadder().data?.ladder.ranks;
  const rankOf = (code: string | null): string =>
    ranks?.find((rank) => rank.code === code)?.name[language] ?? code ?? "—";
  const head = {
    rank: say("ランク", "Rank"),
    last: say("最後の来店", "Last visit"),
    points: say("ポイント", "Points"),
  };
  return (
    <Paper className="sheet">
      <Table className="grid cards" aria-label={say("当てはまる会員の例", "Some of the members")}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{say("会員", "Member")}</Table.Th>
            <Table.Th scope="col">{head.rank}</Table.Th>
            <Table.Th scope="col">{head.last}</Table.Th>
            <Table.Th scope="col" ta="right">
              {head.points}
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {members.map(({ publicId, name, rank, lastVisitOn, points }) => (
            <Table.Tr key={publicId}>
              <Table.Td data-label={say("会員", "Member")}>
                <span>
                  <To to={`members/${publicId}`}>{name ?? say("(名前なし)", "(no name)")}</To>{" "}
                  <Text span size="xs" c="dimmed" className="numbers brief">
                    {numberOf(publicId)}
                  </Text>
                </span>
              </Table.Td>
              <Table.Td data-label={head.rank}>{rankOf(rank)}</Table.Td>
              <Table.Td data-label={head.last}>{lastVisitOn === null ? "—" : dayOf(lastVisitOn)}</Table.Td>
              <Table.Td data-label={head.points} ta="right" className="numbers">
                {pointsOf(points, language)}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Paper>
  );
}
