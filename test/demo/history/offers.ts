import type { Deps } from "../../../server/deps.ts";
import { issueCoupon, makeCoupon } from "../../../server/features/coupons/console/publish.ts";
import { issueCard, makeStampCard } from "../../../server/features/stamps/publish.ts";
import type { Actor } from "../../../server/platform/auth/actor.ts";
import { writeOf } from "../../../server/platform/http/once.ts";
import { plainCoupon } from "../../../shared/coupons/samples.ts";
import type { Coupon } from "../../../shared/coupons/schema.ts";
import type { StampCard } from "../../../shared/stamps/schema.ts";

const thisMonth = { max: 1, period: "month" } as const;

/** What the shop offers all year: one coupon for each way of using it, one that is drawn, and one for the birthday. */
const coupons: readonly Coupon[] = [
  {
    ...plainCoupon,
    name: { ja: "いつものお礼 100円引き", en: "Thank you: ¥100 off" },
    description: { ja: "500円以上のお会計で毎月1回使えます。", en: "Once a month, from ¥500." },
    mode: "scan",
    conditions: { ...plainCoupon.conditions, spendYenMin: 500 },
    perMember: thisMonth,
  },
  {
    ...plainCoupon,
    name: { ja: "焼き菓子ひとつサービス", en: "A little cake" },
    description: { ja: "シルバー・ゴールド会員の方へ、毎月1回。", en: "For silver and gold, once a month." },
    benefit: { kind: "free_item", name: { ja: "焼き菓子", en: "Little cake" } },
    conditions: { ...plainCoupon.conditions, ranks: ["silver", "gold"] },
    perMember: thisMonth,
  },
  {
    ...plainCoupon,
    name: { ja: "雨の日の10%引き", en: "Rainy day: 10% off" },
    description: {
      ja: "合言葉「AMEFURI」で受け取り、開いてから15分以内にお使いください。",
      en: "The word is AMEFURI. 15 minutes from opening.",
    },
    benefit: { kind: "percent_off", perMille: 100, ceilingYen: 300 },
    mode: "timed",
    timedMinutes: 15,
    issue: { to: "code", code: "AMEFURI" },
    perMember: thisMonth,
  },
  {
    ...plainCoupon,
    name: { ja: "お誕生日の一杯", en: "A birthday cup" },
    description: { ja: "お誕生日の1週間前から30日間。", en: "From a week before, for 30 days." },
    benefit: { kind: "free_item", name: { ja: "お好きなドリンク", en: "Any drink" } },
    issue: { to: "birthday", daysBefore: 7 },
    validity: { from: null, to: null, daysFromIssue: 30 },
    perMember: { max: 1, period: "year" },
  },
  {
    ...plainCoupon,
    name: { ja: "ご縁くじ 50ポイント", en: "Lucky draw: 50 points" },
    description: { ja: "毎週1回引けます。10回に3回当たります。", en: "Once a week; three in ten win." },
    benefit: { kind: "extra_points", points: 50 },
    mode: "scan",
    issue: { to: "draw", oddsPerMille: 300, winnersMax: null },
    validity: { from: null, to: null, daysFromIssue: 30 },
    perMember: { max: 1, period: "week" },
  },
];

const stampCard: StampCard = {
  version: 1,
  name: { ja: "珈琲スタンプカード", en: "Coffee card" },
  description: { ja: "1日1回、ご来店でひとつ。", en: "One a day for a visit." },
  terms: { ja: "最後のスタンプから1年で無効になります。", en: "Ends a year after its last stamp." },
  colour: "#8a5a2b",
  icon: "cup",
  goal: 10,
  milestones: [
    { at: 5, benefit: { kind: "points", points: 20 } },
    { at: 10, benefit: { kind: "reward", name: { ja: "本日の珈琲 1杯", en: "A cup of today's coffee" } } },
  ],
  earn: { kind: "visit" },
  oncePerDay: true,
  spendYenMin: 300,
  places: null,
  expires: { days: 365, from: "last" },
  welcomeStamps: 1,
  next: { kind: "same" },
  onlyAsNext: false,
  from: null,
  to: null,
};

/** Published as its owner would at the console. */
export async function publishOffers(deps: Deps, actor: Actor): Promise<void> {
  const write = (name: string) => writeOf("console", deps.ids.ulid(), ["demo", name]);
  for (const coupon of coupons) {
    const { couponId, draftAtMs } = await makeCoupon(deps, actor, coupon, write(coupon.name.en));
    await issueCoupon(deps, actor, couponId, draftAtMs ?? 0);
  }
  const { cardId, draftAtMs } = await makeStampCard(deps, actor, stampCard, write(stampCard.name.en));
  await issueCard(deps, actor, cardId, draftAtMs ?? 0, async () => false);
}
