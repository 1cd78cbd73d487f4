import "./automations.css";
import { Button, Stack, Table, Text, Title } from "@mantine/core";
import type { AutomationRow } from "../../../shared/automations/schema.ts";
import { inLanguage } from "../../../shared/coupons/sentences.ts";
import { dayOf, grouped } from "../../../shared/points/programme/words.ts";
import { topicNames } from "../../../shared/topics/words.ts";
import { useCoupons } from "../coupons/api.ts";
import { useLanguage, useSay } from "../language.tsx";
import { Heading, Loaded } from "../parts/States.tsx";
import { To } from "../parts/To.tsx";
import { ResultsPanel } from "../results/ResultsPanel.tsx";
import { useLink } from "../router.tsx";
import { useSegments } from "../segments/api.ts";
import { useStaff } from "../session.tsx";
import { Archive } from "./Archive.tsx";
import { useAutomation } from "./api.ts";
import { TryOut } from "./DryRun.tsx";
import { OnSwitch } from "./OnSwitch.tsx";
import { AutomationPreview } from "./Preview.tsx";
import { Sends } from "./Sends.tsx";
import { triggerSentence } from "./words.ts";

/** One automation: what it says and when, whom it would tell next, and whom it told and did not. */
export function AutomationScreen({ automationId }: { readonly automationId: string }) {
  const found = useAutomation(automationId);
  return <Loaded query={found}>{(row) => <Whole row={row} />}</Loaded>;
}

function Whole({ row }: { readonly row: AutomationRow }) {
  const { rights } = useStaff();
  const link = useLink();
  const say = useSay();
  const { automationId, automation } = row;
  return (
    <>
      <Heading from={["automations", say("自動配信", "Automations")]} title={automation.name}>
        <OnSwitch row={row} labelled />
        {rights.messages && (
          <>
            {row.status !== "archived" && (
              <Button component="a" variant="default" {...link(`automations/${automationId}/edit`)}>
                {say("内容を変える", "Change it")}
              </Button>
            )}
            <Button
              component="a"
              variant="subtle"
              color="gray"
              {...link(`automations/new?copy=${automationId}`)}
            >
              {say("複製", "Duplicate")}
            </Button>
            <Archive row={row} />
          </>
        )}
      </Heading>
      <div className="automation-page">
        <Stack gap="lg">
          <Facts row={row} />
          <TryOut automationId={automationId} automation={automation} key={row.version} />
          <section aria-label={say("送った会員・送らなかった会員", "Who was told and who was not")}>
            <Title order={2} size="h4" mb="sm">
              {say("送った会員・送らなかった会員", "Who was told and who was not")}
            </Title>
            <Sends automationId={automationId} />
          </section>
        </Stack>
        <aside aria-label={say("会員の見え方", "As members see it")}>
          <Text size="sm" fw={600} mb="xs">
            {say("会員の見え方", "As members see it")}
          </Text>
          <AutomationPreview automation={automation} />
        </aside>
      </div>
      <ResultsPanel of={{ kind: "automation", id: automationId }} />
    </>
  );
}

function Facts({ row: { automation, sent, leftOut, lastSentOn, version } }: { readonly row: AutomationRow }) {
  const { language } = useLanguage();
  const say = useSay();
  const { trigger, topic, sendAt, capped, couponId, segmentId } = automation;
  const facts = [
    { name: say("きっかけ", "Follows"), value: triggerSentence(trigger, say) },
    {
      name: say("相手", "Whom"),
      value: segmentId === null ? say("すべての会員", "All members") : <SegmentName segmentId={segmentId} />,
    },
    { name: say("時刻", "Time of day"), value: sendAt },
    { name: say("種類", "Kind"), value: topicNames[topic][language] },
    {
      name: say("回数の上限", "Caps"),
      value: capped
        ? say("数える(上限なら翌日に持ち越す)", "Counts, and waits where they are used up")
        : say("数えない(必ず送る)", "Does not count: always sent"),
    },
    ...(couponId === null
      ? []
      : [
          {
            name: say("一緒に渡すクーポン", "Coupon given along"),
            value: <CouponName couponId={couponId} />,
          },
        ]),
    {
      name: say("これまで", "So far"),
      value: say(
        `送信 ${grouped(sent)}・送らなかった人 ${grouped(leftOut)}${lastSentOn === null ? "" : `・最後は${dayOf(lastSentOn)}`}`,
        `${grouped(sent)} sent, ${grouped(leftOut)} left out${lastSentOn === null ? "" : `, last on ${dayOf(lastSentOn)}`}`,
      ),
    },
    { name: say("保存した回数", "Times saved"), value: String(version) },
  ];
  return (
    <Table className="facts" layout="auto" aria-label={say("自動配信の内容", "The automation")}>
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

function SegmentName({ segmentId }: { readonly segmentId: string }) {
  const say = useSay();
  const found = useSegments().data?.segments.find((segment) => segment.segmentId === segmentId);
  return <To to={`segments/${segmentId}`}>{found?.name ?? say("セグメント", "A segment")}</To>;
}

function CouponName({ couponId }: { readonly couponId: string }) {
  const { language } = useLanguage();
  const say = useSay();
  const found = useCoupons().data?.coupons.find((row) => row.couponId === couponId);
  return (
    <To to={`coupons/${couponId}`}>
      {found === undefined ? say("クーポン", "A coupon") : inLanguage(found.coupon.name, language)}
    </To>
  );
}
