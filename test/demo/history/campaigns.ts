import type { Deps } from "../../../server/deps.ts";
import { makeCampaign, startCampaign } from "../../../server/features/campaigns/verbs.ts";
import { issueCoupon, makeCoupon } from "../../../server/features/coupons/console/publish.ts";
import { publishReach } from "../../../server/features/reach/settings.ts";
import { makeSegment } from "../../../server/features/segments/saved.ts";
import { runJob } from "../../../server/jobs.ts";
import type { Actor } from "../../../server/platform/auth/actor.ts";
import { writeOf } from "../../../server/platform/http/once.ts";
import type { Answer } from "../../../server/platform/line/answer.core.ts";
import type { LineQuota } from "../../../server/platform/line/gateway.ts";
import { readQuota } from "../../../server/platform/outbox/index.ts";
import { defaultCampaign } from "../../../shared/campaigns/samples.ts";
import type { CampaignDocument } from "../../../shared/campaigns/schema.ts";
import { plainCoupon } from "../../../shared/coupons/samples.ts";
import { addDays, type CalendarDate, weekdayOf } from "../../../shared/dates.ts";
import { defaultReach } from "../../../shared/reach/defaults.ts";
import { type Employee, marketer, owner } from "../staff.ts";
import type { Theatre } from "./theatre.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/**
 * What the shop's marketer has done by the first day: one campaign that was sent with a coupon twelve days ago, one that waits
 * for another person's yes, one of every week, and a draft. `endMs` is the midnight at which the history ends.
 */
export async function makeCampaigns(theatre: Theatre, today: CalendarDate, endMs: number): Promise<void> {
  const before = theatre.stage("campaign-sent", endMs - 12 * dayMs - 13 * hourMs).deps;
  const couponId = await autumnCoupon(before, await actorOf(before, owner));
  const asking = await actorOf(before, marketer);
  await sendOne(before, asking, said(autumn, { couponId, name: "秋の感謝クーポン" }));
  // A shop of 200 would never ask for another's approval by the usual 10,000.
  await publishReach(before, await actorOf(before, owner), { ...defaultReach, approvalAbove: 100 });

  const now = theatre.stage("campaigns", endMs - 8 * hourMs).deps;
  const segment = (name: string, tree: Parameters<typeof makeSegment>[2]["tree"]) =>
    makeSegment(now, asking, { name, tree });
  const away = await segment("2か月ご来店のない会員", { kind: "last_visit", min: 60, max: null });
  await segment("よく来る会員(30日に3回以上)", {
    kind: "visits",
    in: { over: "days", days: 30 },
    ...{ min: 3, max: null },
  });
  const weekly = { kind: "weekly", weekdays: [(weekdayOf(today) + 4) % 7 || 7], time: "10:00" } as const;
  const everyWeek = { ...weekly, weekdays: [...weekly.weekdays], until: addDays(today, 60) };
  await start(
    now,
    await actorOf(now, owner),
    said(weekend, { name: "週末ポイント2倍", schedule: everyWeek, audience: few }),
  );
  await start(now, asking, said(winter, { name: "冬の新メニュー" }));
  const audience = { segmentId: away.segmentId, tree: null, without: [] };
  await make(now, asking, said(longAgo, { name: "久しぶりの会員へ", audience, couponId }));
}

/** Small enough for one person to decide about. */
const few: CampaignDocument["audience"] = {
  segmentId: null,
  tree: { kind: "visits", in: { over: "days", days: 30 }, min: 3, max: null },
  without: [],
};

type Words = readonly [title: string, text: string];
const autumn: Words = [
  "{coupon}をお届けします",
  "いつもありがとうございます。秋の感謝をこめて、{couponUntil}まで使えるクーポンをお届けしました。",
];
const winter: Words = [
  "冬の新メニューが始まりました",
  "焼きりんごのタルトと、スパイスの効いたチャイをご用意しました。",
];
const weekend: Words = ["この週末はポイント2倍", "土曜・日曜のお会計は、全品ポイント2倍です。"];
const longAgo: Words = [
  "お久しぶりです",
  "{name|お客}さま、いま{points}ポイントお持ちです。お近くにお越しの際は、ぜひお立ち寄りください。",
];

function said([title, text]: Words, given: Partial<CampaignDocument>): CampaignDocument {
  const ja = { title, text, imageUrl: null, button: null };
  return { ...defaultCampaign, variants: [{ share: 100, ja, en: null }], ...given };
}

async function autumnCoupon(deps: Deps, actor: Actor): Promise<string> {
  const coupon = {
    ...plainCoupon,
    name: { ja: "秋の感謝 200円引き", en: "Autumn thanks: ¥200 off" },
    description: { ja: "1,000円以上のお会計で使えます。", en: "From ¥1,000." },
    benefit: { kind: "amount_off", yen: 200 } as const,
    issue: { to: "given" } as const,
    validity: { from: null, to: null, daysFromIssue: 60 },
    conditions: { ...plainCoupon.conditions, spendYenMin: 1_000 },
  };
  const write = writeOf("console", deps.ids.ulid(), ["demo", coupon.name.en]);
  const { couponId, draftAtMs } = await makeCoupon(deps, actor, coupon, write);
  await issueCoupon(deps, actor, couponId, draftAtMs ?? 0);
  return couponId;
}

async function make(deps: Deps, actor: Actor, document: CampaignDocument): Promise<string> {
  const write = writeOf("console", deps.ids.ulid(), ["demo", document.name]);
  return (await makeCampaign(deps, actor, document, write)).campaignId;
}

async function start(deps: Deps, actor: Actor, document: CampaignDocument): Promise<void> {
  await startCampaign(deps, actor, await make(deps, actor, document), 1);
}

/** LINE is not there yet, and takes everything: nobody's phone shows what was sent before the first start. */
async function sendOne(deps: Deps, actor: Actor, document: CampaignDocument): Promise<void> {
  const taken: Answer = {
    ...{ kind: "accepted", status: 200, requestId: "demo", text: "", acceptedRequestId: null },
  };
  const quota: LineQuota = { kind: "none", value: null, used: 0 };
  const line = { ...deps.line, send: async () => taken, quota: async () => quota };
  const sending: Deps = { ...deps, line };
  await readQuota(sending);
  await start(sending, actor, document);
  for (let turns = 0; turns < 10; turns += 1) {
    await runJob(sending, "campaigns", { forMs: hourMs });
    await runJob(sending, "outbox", { forMs: hourMs });
  }
}

async function actorOf(deps: Deps, { userId, role }: Employee): Promise<Actor> {
  const { public_id: id } = await deps.database.point
    .selectFrom("staff")
    .select("public_id")
    .where("line_user_id", "=", userId)
    .executeTakeFirstOrThrow();
  return { kind: "staff", id, role };
}
