import { Table } from "@mantine/core";
import type { CampaignState } from "../../../../shared/campaigns/console.ts";
import type { CampaignDocument } from "../../../../shared/campaigns/schema.ts";
import { inLanguage } from "../../../../shared/coupons/sentences.ts";
import type { Segment } from "../../../../shared/segments/schema.ts";
import { topicNames } from "../../../../shared/topics/words.ts";
import { useCoupons } from "../../coupons/api.ts";
import { useLanguage, useSay } from "../../language.tsx";
import { To } from "../../parts/To.tsx";
import { useSegments } from "../../segments/api.ts";
import { useSentence } from "../../segments/names.ts";
import { scheduleSentence } from "../words.ts";

/** What was decided: to whom, when, of which kind, and what comes along. */
export function Facts({ state: { document, version } }: { readonly state: CampaignState }) {
  const { language } = useLanguage();
  const say = useSay();
  const { topic, schedule, couponId, audience } = document;
  const facts = [
    { name: say("だれに", "To whom"), value: <Audience audience={audience} /> },
    { name: say("いつ", "When"), value: scheduleSentence(schedule, say) },
    { name: say("種類", "Kind"), value: topicNames[topic][language] },
    ...(couponId === null
      ? []
      : [{ name: say("一緒に渡すクーポン", "Coupon given along"), value: <Coupon couponId={couponId} /> }]),
    { name: say("保存した回数", "Times saved"), value: String(version) },
  ];
  return (
    <Table className="facts campaign-facts" layout="auto" aria-label={say("配信の内容", "The campaign")}>
      <Table.Tbody>
        {facts.map(({ name, value }) => (
          <Table.Tr key={name}>
            <Table.Th scope="row" className="brief">
              {name}
            </Table.Th>
            <Table.Td className="numbers">{value}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

const everybody: Segment = { all: [] };

function Audience({ audience: { segmentId, tree, without } }: Pick<CampaignDocument, "audience">) {
  const sentence = useSentence([tree ?? everybody]);
  const say = useSay();
  return (
    <>
      {segmentId !== null ? <Saved segmentId={segmentId} /> : sentence(tree ?? everybody)}
      {without.length > 0 && (
        <>
          {say("。次を除く: ", ", without: ")}
          {without.map((id, at) => (
            <span key={id}>
              {at > 0 && say("・", ", ")}
              <Saved segmentId={id} />
            </span>
          ))}
        </>
      )}
    </>
  );
}

function Saved({ segmentId }: { readonly segmentId: string }) {
  const say = useSay();
  const found = useSegments().data?.segments.find((one) => one.segmentId === segmentId);
  return <To to={`segments/${segmentId}`}>{found?.name ?? say("セグメント", "A segment")}</To>;
}

function Coupon({ couponId }: { readonly couponId: string }) {
  const { language } = useLanguage();
  const say = useSay();
  const found = useCoupons().data?.coupons.find((row) => row.couponId === couponId);
  return (
    <To to={`coupons/${couponId}`}>
      {found === undefined ? say("クーポン", "A coupon") : inLanguage(found.coupon.name, language)}
    </To>
  );
}
