import { Alert, Stack, Table, Text } from "@mantine/core";
import type { ReactNode } from "react";
import type { CampaignPreview } from "../../../shared/campaigns/console.ts";
import type { CampaignSchedule } from "../../../shared/campaigns/schema.ts";
import type { RecipientReason } from "../../../shared/campaigns/states.ts";
import { dayOf, grouped } from "../../../shared/points/programme/words.ts";
import { momentOf, type Say, useSay } from "../language.tsx";
import { To } from "../parts/To.tsx";
import type { Words } from "../screen.ts";
import { useStaff } from "../session.tsx";
import { pricesOf } from "./prices.ts";

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
  schedule,
}: {
  readonly table: CampaignPreview;
  readonly schedule: CampaignSchedule;
}) {
  const say = useSay();
  return (
    <Stack gap="md">
      <Funnel table={table} />
      <Warnings table={table} />
      <Facts table={table} isNow={schedule.kind === "now"} />
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

/** What would go wrong, or other than one may think. */
function Warnings({ table }: { readonly table: CampaignPreview }) {
  const { cost, coupon, willBeSent, matched } = table;
  const say = useSay();
  const stock = coupon?.left ?? null;
  return (
    <>
      {matched > 0 && willBeSent === 0 && (
        <Note colour="yellow" title={say("今は送る相手がいません", "Nobody would be sent it now")} />
      )}
      {matched === 0 && (
        <Note colour="yellow" title={say("条件に合う会員がいません", "No member matches")}>
          {say("「だれに送るか」を見直してください。", "Please look over the conditions.")}
        </Note>
      )}
      {cost.short > 0 && (
        <Note
          colour="red"
          title={say(
            `今月LINEで送れる通数が${grouped(cost.short)}通足りません`,
            `${grouped(cost.short)} messages more than this month allows`,
          )}
        >
          {say(
            "足りない分は送られず、送る上限で止まります。プランを変えるか、対象を絞ってください。",
            "The rest would wait at the limit. Change the plan at LINE, or narrow the audience.",
          )}{" "}
          <To to="reach">{say("送信のきまり", "Rules of sending")}</To>
        </Note>
      )}
      {cost.overBudgetYen > 0 && (
        <Note
          colour="yellow"
          title={say(
            `今月の予算を¥${grouped(cost.overBudgetYen)}超えます`,
            `¥${grouped(cost.overBudgetYen)} over this month's budget`,
          )}
        />
      )}
      {coupon !== null && !coupon.givable && (
        <Note
          colour="red"
          title={say(
            "このクーポンは渡せないので、だれにも送られません",
            "This coupon cannot be given, so nobody would be sent to",
          )}
        >
          {say("配布中のクーポンを選び直してください。", "Please choose one that is issued.")}{" "}
          <To to={`coupons/${coupon.couponId}`}>{say("クーポンを開く", "Open the coupon")}</To>
        </Note>
      )}
      {coupon?.givable && stock !== null && stock < willBeSent && (
        <Note
          colour="yellow"
          title={say(
            `クーポンの残りは${grouped(stock)}枚です`,
            `Only ${grouped(stock)} of the coupon are left`,
          )}
        >
          {say("なくなった後の会員には送りません。", "Who would get none is not sent to.")}
        </Note>
      )}
    </>
  );
}

function Note({
  colour,
  title,
  children,
}: {
  readonly colour: string;
  readonly title: string;
  readonly children?: ReactNode;
}) {
  return (
    <Alert color={colour} role="note" title={title}>
      {children !== undefined && (
        <Text size="sm" component="div">
          {children}
        </Text>
      )}
    </Alert>
  );
}

function Facts({ table, isNow }: { readonly table: CampaignPreview; readonly isNow: boolean }) {
  const { timeZone } = useStaff();
  const say = useSay();
  const facts = [
    ...pricesOf(table.cost, say),
    ...couponFacts(table, say),
    ...timeFacts(table, isNow, timeZone, say),
  ];
  return (
    <Table className="facts campaign-facts" layout="auto" aria-label={say("費用と時間", "Cost and time")}>
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

interface Fact {
  readonly name: string;
  readonly value: ReactNode;
}

function couponFacts({ coupon }: CampaignPreview, say: Say): readonly Fact[] {
  if (coupon === null) return [];
  const { people, yenMost, pointsMost, left, untilOn, name } = coupon;
  const most =
    yenMost !== null
      ? say(`全員が使うと最大¥${grouped(yenMost)}`, `¥${grouped(yenMost)} if all of them use it`)
      : pointsMost !== null
        ? say(`全員が使うと最大${grouped(pointsMost)}P`, `${grouped(pointsMost)}P if all of them use it`)
        : say("金額はお会計しだい", "its worth depends on the sale");
  const rest = left === null ? "" : say(`・残り${grouped(left)}枚`, `, ${grouped(left)} left`);
  const until = untilOn === null ? "" : say(`・${dayOf(untilOn)}まで`, `, until ${dayOf(untilOn)}`);
  return [
    {
      name: say("渡すクーポン", "Coupon given"),
      value: (
        <>
          <To to={`coupons/${coupon.couponId}`}>{say(name.ja, name.en || name.ja)}</To>
          {say(` ${grouped(people)}人に、${most}`, ` to ${grouped(people)}: ${most}`)}
          {rest}
          {until}
        </>
      ),
    },
  ];
}

const briefSeconds = 60;

function timeFacts(
  { atMs, mayLeaveAtMs, secondsAtLeast, personal }: CampaignPreview,
  isNow: boolean,
  timeZone: string,
  say: Say,
): readonly Fact[] {
  const isNight = isNow && mayLeaveAtMs > atMs;
  const long = secondsAtLeast >= briefSeconds;
  const minutes = Math.ceil(secondsAtLeast / 60);
  return [
    ...(isNight
      ? [
          {
            name: say("夜間", "At night"),
            value: say(
              `今は送らない時間です。${momentOf(mayLeaveAtMs, timeZone)}から送ります`,
              `Nothing leaves now; it begins at ${momentOf(mayLeaveAtMs, timeZone)}`,
            ),
          },
        ]
      : []),
    {
      name: say("送り方", "Way of sending"),
      value: `${
        personal
          ? say("会員ごとに言葉が変わるので、1人ずつ送ります", "One by one, as the words differ")
          : say("全員に同じ言葉なので、500人ずつ送ります", "500 at once, as all get the same words")
      }${long ? say(`(${grouped(minutes)}分以上かかります)`, ` (${grouped(minutes)} minutes or more)`) : ""}`,
    },
  ];
}
