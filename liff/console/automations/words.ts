import type { Variable } from "../../../shared/automations/kinds.ts";
import type {
  AutomationSent,
  AutomationStatus,
  LeftOut,
  Trigger,
  TriggerKind,
} from "../../../shared/automations/schema.ts";
import { dayOf, grouped } from "../../../shared/points/programme/words.ts";
import type { MessageTopic } from "../../../shared/topics/topics.ts";
import type { Say } from "../language.tsx";
import type { Words } from "../screen.ts";

export const kindWords: Readonly<Record<TriggerKind, Words>> = {
  welcome: ["入会", "Joining"],
  nth_visit: ["n回目の来店", "The nth visit"],
  birthday: ["誕生日", "Birthday"],
  anniversary: ["来店記念日", "Anniversary of the first visit"],
  dormant: ["ご無沙汰", "Staying away"],
  points_expiring: ["ポイントの期限", "Points lapsing"],
  coupon_expiring: ["クーポンの期限", "Coupons ending"],
  stamp_near: ["スタンプあと少し", "A stamp card nearly full"],
  rank_near: ["ランクアップまであと少し", "A rank within reach"],
  rank_changed: ["ランクの変更", "A change of rank"],
  rank_will_fall: ["ランクが下がりそう", "A rank about to fall"],
  refund: ["返品", "A return"],
};

/** One sentence on when it is sent, without the time of day: 「誕生日の7日前」. */
export function triggerSentence(trigger: Trigger, say: Say): string {
  switch (trigger.kind) {
    case "welcome":
      return say(`入会${afterJa(trigger.delayDays)}`, `${afterEn(trigger.delayDays)} joining`);
    case "nth_visit":
      return say(
        `${trigger.nth}回目の来店${afterJa(trigger.delayDays)}`,
        `${afterEn(trigger.delayDays)} visit no. ${trigger.nth}`,
      );
    case "birthday":
      return say(`誕生日${beforeJa([trigger.daysBefore])}`, `${beforeEn([trigger.daysBefore])} the birthday`);
    case "anniversary":
      return say(
        `毎年の来店記念日(初来店の日)${beforeJa([trigger.daysBefore])}`,
        `Each year ${beforeEn([trigger.daysBefore]).toLowerCase()} the day of the first visit`,
      );
    case "dormant":
      return say(
        `最後の来店から${trigger.days}日(1回のご無沙汰に1通)`,
        `${trigger.days} days after the last visit, once each time`,
      );
    case "points_expiring": {
      const { daysBefore, pointsMin } = trigger;
      const least =
        pointsMin > 1 ? [`(${grouped(pointsMin)}P以上)`, `, of ${grouped(pointsMin)}P or more`] : [];
      return say(
        `ポイントの期限${beforeJa(daysBefore)}${least[0] ?? ""}`,
        `${beforeEn(daysBefore)} points lapse${least[1] ?? ""}`,
      );
    }
    case "coupon_expiring":
      return say(
        `使っていないクーポンの期限${beforeJa(trigger.daysBefore)}`,
        `${beforeEn(trigger.daysBefore)} an unused coupon ends`,
      );
    case "stamp_near":
      return say(
        `スタンプがあと${trigger.missingMax}個以下になった日${afterJa(trigger.delayDays)}`,
        `${afterEn(trigger.delayDays)} a card has ${trigger.missingMax} stamps or fewer to go`,
      );
    case "rank_near":
      return say(
        `次のランクが近づいた日${afterJa(trigger.delayDays)}`,
        `${afterEn(trigger.delayDays)} the next rank comes near`,
      );
    case "rank_changed":
      return trigger.direction === "up"
        ? say(
            `ランクが上がった日${afterJa(trigger.delayDays)}`,
            `${afterEn(trigger.delayDays)} a rise in rank`,
          )
        : say(
            `ランクが下がった日${afterJa(trigger.delayDays)}`,
            `${afterEn(trigger.delayDays)} a fall in rank`,
          );
    case "rank_will_fall":
      return say(
        `ランクが下がりそうと分かった日${afterJa(trigger.delayDays)}`,
        `${afterEn(trigger.delayDays)} it is known that a rank will fall`,
      );
    case "refund":
      return say(`返品${afterJa(trigger.delayDays)}`, `${afterEn(trigger.delayDays)} a return`);
  }
}

function afterJa(days: number): string {
  return days === 0 ? "の当日" : days === 1 ? "の翌日" : `の${days}日後`;
}

function afterEn(days: number): string {
  return days === 0 ? "On the day of" : days === 1 ? "The day after" : `${days} days after`;
}

function beforeJa(all: readonly number[]): string {
  return all.length === 0 ? "" : `の${all.map((days) => (days === 0 ? "当日" : `${days}日前`)).join("・")}`;
}

function beforeEn(all: readonly number[]): string {
  const counts = all.filter((days) => days > 0);
  const before =
    counts.length === 0 ? [] : [`${counts.join(", ")} day${counts.join() === "1" ? "" : "s"} before`];
  return [...before, ...(all.includes(0) ? ["on the day"] : [])].join(" and ").replace(/^on/, "On");
}

export const statusWords: Readonly<Record<AutomationStatus, Words>> = {
  on: ["有効", "On"],
  off: ["停止中", "Off"],
  archived: ["アーカイブ", "Archived"],
};

export const topicHints: Readonly<Record<MessageTopic, Words>> = {
  offers: [
    "特典やお誘い。止めている会員には送りません",
    "Benefits and invitations; not for those who stopped them",
  ],
  reminders: [
    "知らないと損をすること。同じ日の分は1通にまとまります",
    "What a member would miss; those of one day are one message",
  ],
  news: ["お店からのお知らせ", "News of the shop"],
};

export const leftOutWords: Readonly<Record<LeftOut, Words>> = {
  no_line: ["LINEとつながっていない", "Not in LINE"],
  suspended: ["会員証が停止中", "Suspended"],
  blocked: ["ブロックされている・友だちでない", "Blocked, or no friend"],
  opted_out: ["この種類の配信を止めている", "Stopped this kind"],
  capped: ["送る回数の上限", "At the limit of messages"],
  held_out: ["比較のため送らない会員", "Comparison group"],
  not_in_segment: ["セグメントに入っていない", "Not in the segment"],
  nothing_left: ["クーポンの残りがない", "No coupon left"],
};

export const sentWords: Readonly<Record<NonNullable<AutomationSent["message"]>["status"], Words>> = {
  waiting: ["送信待ち", "Waiting"],
  sent: ["送信済み", "Sent"],
  refused: ["LINEが拒否", "Refused by LINE"],
  unknown: ["届いたか不明", "Not known"],
  dropped: ["取りやめ", "Dropped"],
};

/** Which time of it: `points:2027-03-31:7` as 「2027/3/31までのポイント・7日前」. */
export function occasionWords(occasion: string, say: Say): string {
  const [kind = "", first = "", second = ""] = occasion.split(":");
  const step = say(
    second === "0" ? "当日" : `${second}日前`,
    second === "0" ? "on the day" : `${second} days before`,
  );
  switch (kind) {
    case "welcome":
      return say("入会", "Joined");
    case "visit":
      return say(`${first}回目の来店`, `Visit no. ${first}`);
    case "birthday":
      return say(`${first}年の誕生日`, `Birthday in ${first}`);
    case "anniversary":
      return say(`${first}年の来店記念日`, `Anniversary in ${first}`);
    case "since":
      return say(`${dayOf(first)}から来店なし`, `No visit since ${dayOf(first)}`);
    case "points":
      return say(`${dayOf(first)}までのポイント・${step}`, `Points until ${dayOf(first)}, ${step}`);
    case "coupon":
      return say(`クーポンの期限・${step}`, `A coupon's end, ${step}`);
    case "stamp":
      return say("スタンプあと少し", "A card nearly full");
    case "near_upgrade":
      return say("ランクアップまであと少し", "A rank within reach");
    case "will_downgrade":
      return say("ランクが下がりそう", "A rank about to fall");
    case "rank":
      return say("ランクの変更", "A change of rank");
    default:
      return say("返品", "A return");
  }
}

/** What a blank stands for, on the button that inserts it. */
export const variableWords: Readonly<Record<Variable, Words>> = {
  name: ["お名前", "Name"],
  shop: ["お店の名前", "Shop"],
  points: ["いまのポイント", "Points now"],
  visits: ["来店回数", "Visits"],
  years: ["何年", "Years"],
  days: ["日数", "Days"],
  expiring: ["失効するポイント", "Points lapsing"],
  expiresOn: ["期限の日", "Last day"],
  coupon: ["クーポンの名前", "Coupon"],
  card: ["カードの名前", "Card"],
  missing: ["あと何個", "Stamps to go"],
  rank: ["ランクの名前", "Rank"],
};
