import { Table } from "@mantine/core";
import type { LotView } from "../../../shared/points/programme/console.ts";
import { dayOf, pointsOf } from "../../../shared/points/programme/words.ts";
import { useLanguage, useSay } from "../language.tsx";
import { Empty } from "../parts/States.tsx";
import { Section } from "./Section.tsx";

/** What is left, lot by lot, in the order in which it is used. */
export function Lots({ lots }: { readonly lots: readonly LotView[] }) {
  const { language } = useLanguage();
  const say = useSay();
  const origins = {
    purchase: say("お買い上げ", "Purchase"),
    promotion: say("販促", "Promotion"),
    adjustment: say("調整", "Adjustment"),
    migration: say("移行", "Migration"),
    third_party: say("他社", "Third party"),
  };
  return (
    <Section title={say("残高の内訳(使われる順)", "What is left, in the order of use")}>
      {lots.length === 0 ? (
        <Empty>{say("残っているポイントはありません。", "No points are left.")}</Empty>
      ) : (
        <Table className="cards">
          <Table.Thead>
            <Table.Tr>
              <Table.Th ta="right">{say("残り", "Left")}</Table.Th>
              <Table.Th ta="right">{say("付与", "Given")}</Table.Th>
              <Table.Th>{say("使えるのは", "Usable from")}</Table.Th>
              <Table.Th>{say("有効期限", "Until")}</Table.Th>
              <Table.Th>{say("由来", "Origin")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {lots.map((lot) => (
              <Table.Tr key={lot.lotId}>
                <Table.Td ta="right" className="numbers" data-label={say("残り", "Left")}>
                  {pointsOf(lot.remaining, language)}
                </Table.Td>
                <Table.Td ta="right" className="numbers" data-label={say("付与", "Given")}>
                  {pointsOf(lot.points, language)}
                </Table.Td>
                <Table.Td className="numbers" data-label={say("使えるのは", "Usable from")}>
                  {lot.activatesOn === null ? say("確定待ち", "waits") : dayOf(lot.activatesOn)}
                </Table.Td>
                <Table.Td className="numbers" data-label={say("有効期限", "Until")}>
                  {lot.expiresOn === null ? "—" : dayOf(lot.expiresOn)}
                </Table.Td>
                <Table.Td data-label={say("由来", "Origin")}>{origins[lot.origin]}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Section>
  );
}
