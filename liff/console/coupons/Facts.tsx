import { Table } from "@mantine/core";
import type { Coupon } from "../../../shared/coupons/schema.ts";
import { useLadder } from "../api.ts";
import { useLanguage, useSay } from "../language.tsx";
import { useStaff } from "../session.tsx";
import { type Fact, factsOf } from "./facts.ts";

/** Everything about a coupon, line by line; beside a line that changes, what it was before. */
export function Facts({
  coupon,
  before = null,
}: {
  readonly coupon: Coupon;
  readonly before?: Coupon | null;
}) {
  const facts = useFacts(coupon);
  const old = useFacts(before ?? coupon);
  const say = useSay();
  const wasOf = (fact: Fact): string | null => {
    const was = old.find(({ key }) => key === fact.key)?.text ?? say("なし", "None");
    return was === fact.text ? null : was;
  };
  return (
    <Table className="facts" layout="auto" aria-label={say("クーポンの内容", "The coupon")}>
      <Table.Tbody>
        {facts.map((fact) => {
          const was = wasOf(fact);
          return (
            <Table.Tr key={fact.key}>
              <Table.Th scope="row" className="brief">
                {say(...fact.name)}
              </Table.Th>
              <Table.Td>
                {fact.text}
                {was !== null && <span className="was">{say(`変更前: ${was}`, `before: ${was}`)}</span>}
              </Table.Td>
            </Table.Tr>
          );
        })}
      </Table.Tbody>
    </Table>
  );
}

function useFacts(coupon: Coupon): readonly Fact[] {
  const { language } = useLanguage();
  const { stores } = useStaff();
  const ladder = useLadder().data?.ladder;
  const say = useSay();
  return factsOf(coupon, say, language, {
    place: (publicId) =>
      stores.find((place) => place.publicId === publicId)?.name ?? say("閉店した店", "a closed store"),
    rank: (code) => ladder?.ranks.find((rank) => rank.code === code)?.name[language] ?? code,
  });
}
