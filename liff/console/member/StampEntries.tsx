import { Table, Text } from "@mantine/core";
import { mergedReason } from "../../../shared/stamps/reasons.ts";
import type { MemberStamps } from "../../../shared/stamps/views.ts";
import { momentOf, useLanguage, useSay } from "../language.tsx";
import type { Words } from "../screen.ts";
import { useStaff } from "../session.tsx";
import { Section } from "./Section.tsx";
import { stampKindWords } from "./words.ts";

const mergedWords: Words = ["会員の統合で移動", "Moved by a merge of members"];

/** A merge leaves this word as the reason of what it moved. */
function isMerged({ kind, reason }: MemberStamps["entries"][number]): boolean {
  return kind === "correct" && reason === mergedReason;
}

/** Every stamp that came or went, newest first, with where, who and why. */
export function StampEntries({ entries }: Pick<MemberStamps, "entries">) {
  const { timeZone } = useStaff();
  const { language } = useLanguage();
  const say = useSay();
  // A card without a head start begins with an entry of none.
  const shown = entries.filter(({ kind, stamps }) => kind !== "welcome" || stamps !== 0);
  const [when, what, stamps, after, where] = [
    say("日時", "When"),
    say("内容", "What"),
    say("個数", "Stamps"),
    say("合計", "Count"),
    say("お店・担当", "Store and staff"),
  ] as const;
  return (
    <Section title={say("スタンプの履歴", "History of stamps")}>
      <Table className="cards">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{when}</Table.Th>
            <Table.Th>{what}</Table.Th>
            <Table.Th ta="right">{stamps}</Table.Th>
            <Table.Th ta="right">{after}</Table.Th>
            <Table.Th>{where}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {shown.map((entry) => (
            <Table.Tr key={entry.entryId}>
              <Table.Td className="numbers brief" data-label={when}>
                {momentOf(entry.atMs, timeZone)}
              </Table.Td>
              <Table.Td data-label={what}>
                <div>
                  {say(...(isMerged(entry) ? mergedWords : stampKindWords[entry.kind]))}
                  <Text size="sm" c="dimmed">
                    {entry.cardName[language] || entry.cardName.ja}
                    {entry.reason === null || isMerged(entry) ? "" : `・${entry.reason}`}
                  </Text>
                </div>
              </Table.Td>
              <Table.Td ta="right" className="numbers" data-label={stamps}>
                {entry.stamps > 0 ? `+${entry.stamps}` : `${entry.stamps}`.replace("-", "−")}
              </Table.Td>
              <Table.Td ta="right" className="numbers" data-label={after}>
                {entry.countAfter}
              </Table.Td>
              <Table.Td
                className={entry.storeName === null && entry.actorName === null ? "none" : undefined}
                data-label={where}
              >
                <div>
                  {entry.storeName}
                  <Text size="sm" c="dimmed">
                    {entry.actorName}
                  </Text>
                </div>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Section>
  );
}
