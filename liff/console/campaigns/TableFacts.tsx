import { Table } from "@mantine/core";
import type { ReactNode } from "react";
import type { CampaignPreview } from "../../../shared/campaigns/console.ts";
import type { CampaignSchedule } from "../../../shared/campaigns/schema.ts";
import { dayOf, grouped } from "../../../shared/points/programme/words.ts";
import { momentOf, type Say, useSay } from "../language.tsx";
import { To } from "../parts/To.tsx";
import { useStaff } from "../session.tsx";
import { pricesOf, yenSentence } from "./prices.ts";

/** What of a document, or of what is being written, bears on time and on the way of sending. */
export interface Planned {
  readonly schedule: CampaignSchedule;
  readonly variants: readonly unknown[];
}

/** What it costs and when it leaves. */
export function TableFacts({
  table,
  document,
}: {
  readonly table: CampaignPreview;
  readonly document: Planned;
}) {
  const { timeZone } = useStaff();
  const say = useSay();
  const facts = [
    ...pricesOf(table.cost, say),
    ...couponFacts(table, say),
    ...timeFacts(table, document, timeZone, say),
    ...monthFacts(table, say),
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
  { dueAtMs, leavesAtMs, secondsAtLeast, personal }: CampaignPreview,
  { schedule, variants }: Planned,
  timeZone: string,
  say: Say,
): readonly Fact[] {
  const isNight = leavesAtMs !== null && leavesAtMs !== dueAtMs;
  const isNow = schedule.kind === "now";
  const many =
    variants.length > 1
      ? say(
          "パターンごとに同じ言葉なので、500人ずつ送ります",
          "500 at once, as all of a variant get the same words",
        )
      : say("全員に同じ言葉なので、500人ずつ送ります", "500 at once, as all get the same words");
  const long = secondsAtLeast >= briefSeconds;
  const minutes = Math.ceil(secondsAtLeast / 60);
  return [
    ...(isNight
      ? [
          {
            name: say("夜間", "At night"),
            value: isNow
              ? say(
                  `今は送らない時間です。${momentOf(leavesAtMs, timeZone)}から送ります`,
                  `Nothing leaves now; it begins at ${momentOf(leavesAtMs, timeZone)}`,
                )
              : say(
                  `その時刻は送らない時間です。${momentOf(leavesAtMs, timeZone)}から送ります`,
                  `Nothing leaves at that time; it begins at ${momentOf(leavesAtMs, timeZone)}`,
                ),
          },
        ]
      : []),
    {
      name: say("送り方", "Way of sending"),
      value: `${
        personal
          ? say("会員ごとに言葉が変わるので、1人ずつ送ります", "One by one, as the words differ")
          : many
      }${long ? say(`(${grouped(minutes)}分以上かかります)`, ` (${grouped(minutes)} minutes or more)`) : ""}`,
    },
  ];
}

/** Of one that repeats: how many sendings are still to come this month, and what all of them ask of it. */
function monthFacts({ monthAhead }: CampaignPreview, say: Say): readonly Fact[] {
  if (monthAhead === null) return [];
  const { times, cost } = monthAhead;
  const short =
    cost.short === 0
      ? ""
      : say(`・${grouped(cost.short)}通足りません`, `; ${grouped(cost.short)} more than the month has`);
  return [
    {
      name: say("今月のこれから", "Rest of this month"),
      value: say(
        `あと${times}回・最大${grouped(cost.messages)}通・追加の料金 ${yenSentence(cost, say)}${short}`,
        `${times} more ${times === 1 ? "time" : "times"}, ${grouped(cost.messages)} messages at most, ${yenSentence(cost, say)} extra${short}`,
      ),
    },
  ];
}
