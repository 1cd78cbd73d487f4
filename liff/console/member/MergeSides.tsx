import { Table } from "@mantine/core";
import type { MergePreview } from "../../../shared/members/merge.ts";
import { dayOf, grouped, pointsOf, yenOf } from "../../../shared/points/programme/words.ts";
import { useLanguage, useSay } from "../language.tsx";
import { numberOf } from "../parts/member-number.ts";

type Side = MergePreview["after"];

/** Both members and the one that is left, line by line. */
export function MergeSides({ preview }: { readonly preview: MergePreview }) {
  const { from, into, after } = preview;
  const { language } = useLanguage();
  const say = useSay();
  const name = (side: typeof from): string => side.name ?? say("(名前なし)", "(no name)");
  const day = (on: string | null): string => (on === null ? say("なし", "none") : dayOf(on));
  const lines: readonly (readonly [string, (side: Side) => string])[] = [
    [say("使えるポイント", "Points"), (side) => pointsOf(side.balance, language)],
    [say("付与待ち", "Waiting"), (side) => pointsOf(side.pending, language)],
    [say("不足分", "Owed"), (side) => pointsOf(side.debt, language)],
    [say("ランク", "Rank"), (side) => side.rank?.name[language] || side.rank?.name.ja || "—"],
    [say("来店", "Visits"), (side) => say(`${grouped(side.visits)}回`, grouped(side.visits))],
    [say("会計", "Sales"), (side) => say(`${grouped(side.purchases)}回`, grouped(side.purchases))],
    [say("お買上げ", "Spent"), (side) => yenOf(side.spendYen)],
    [say("最後の来店", "Last visit"), (side) => day(side.lastVisitOn)],
  ];
  return (
    <Table className="merge" aria-label={say("統合の前と後", "Before and after")}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th />
          <Table.Th scope="col">{say("なくなる会員", "Ends")}</Table.Th>
          <Table.Th scope="col">{say("残る会員", "Stays")}</Table.Th>
          <Table.Th scope="col">{say("統合後", "Afterwards")}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        <Table.Tr>
          <Table.Th scope="row">{say("会員", "Member")}</Table.Th>
          {[from, into, into].map((side, nth) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: three columns that stay where they are
            <Table.Td key={nth}>
              <div>{name(side)}</div>
              <div className="numbers dim">{numberOf(side.memberId)}</div>
            </Table.Td>
          ))}
        </Table.Tr>
        <Table.Tr>
          <Table.Th scope="row">{say("入会", "Joined")}</Table.Th>
          {[from, into, into].map((side, nth) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: three columns that stay where they are
            <Table.Td key={nth} className="numbers">
              {dayOf(side.joinedOn)}
            </Table.Td>
          ))}
        </Table.Tr>
        {lines.map(([label, of]) => (
          <Table.Tr key={label}>
            <Table.Th scope="row">{label}</Table.Th>
            <Table.Td className="numbers">{of(from)}</Table.Td>
            <Table.Td className="numbers">{of(into)}</Table.Td>
            <Table.Td className="numbers" fw={600}>
              {of(after)}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
