import type { Automation, Trigger, TriggerKind } from "../../../shared/automations/schema.ts";
import type { Words } from "../screen.ts";

/** Automations to start from, with words that can be sent as they are. */
export interface Start {
  readonly id: string;
  readonly about: Words;
  readonly automation: Automation;
}

/** What each trigger is before anything is chosen. */
export const plainTriggers: { readonly [Kind in TriggerKind]: Extract<Trigger, { readonly kind: Kind }> } = {
  welcome: { kind: "welcome", delayDays: 1 },
  nth_visit: { kind: "nth_visit", nth: 2, delayDays: 1 },
  birthday: { kind: "birthday", daysBefore: 0 },
  anniversary: { kind: "anniversary", daysBefore: 0 },
  dormant: { kind: "dormant", days: 60 },
  points_expiring: { kind: "points_expiring", daysBefore: [30, 7], pointsMin: 1 },
  coupon_expiring: { kind: "coupon_expiring", daysBefore: [7, 1] },
  stamp_near: { kind: "stamp_near", missingMax: 2, delayDays: 1 },
  rank_near: { kind: "rank_near", delayDays: 1 },
  rank_changed: { kind: "rank_changed", direction: "up", delayDays: 1 },
  rank_will_fall: { kind: "rank_will_fall", delayDays: 1 },
  refund: { kind: "refund", delayDays: 1 },
};

/** What a new automation is before anything is chosen. */
export const blankAutomation: Automation = {
  name: "",
  trigger: plainTriggers.welcome,
  segmentId: null,
  topic: "offers",
  sendAt: "10:00",
  capped: true,
  couponId: null,
  words: { ja: { title: "", text: "" }, en: { title: "", text: "" } },
};

/** Of what a member would miss by not knowing: it is not counted, so that it always comes. */
const reminder = { ...blankAutomation, topic: "reminders", capped: false } as const;

export const starts: readonly Start[] = [
  {
    id: "points",
    about: [
      "期限の30日前と7日前に、失効するポイントを知らせます。",
      "Tells 30 and 7 days before which points lapse.",
    ],
    automation: {
      ...reminder,
      name: "ポイントの期限のお知らせ",
      trigger: plainTriggers.points_expiring,
      words: {
        ja: {
          title: "{expiring}ポイントの期限は{expiresOn}です",
          text: "{name|お客}さま、いつもありがとうございます。期限までのご来店で、お会計にお使いいただけます。",
        },
        en: {
          title: "{expiring} points lapse on {expiresOn}",
          text: "Hello {name|there}, thank you for coming. Use them at the till on a visit before then.",
        },
      },
    },
  },
  {
    id: "birthday",
    about: [
      "誕生日の朝にお祝いを送ります。クーポンも付けられます。",
      "A wish on the morning of the day; a coupon can come with it.",
    ],
    automation: {
      ...blankAutomation,
      name: "お誕生日のお祝い",
      trigger: plainTriggers.birthday,
      words: {
        ja: {
          title: "お誕生日おめでとうございます",
          text: "{name|お客}さまにとって、すてきな一年になりますように。{shop}一同より、心をこめて。",
        },
        en: {
          title: "Happy birthday",
          text: "{name|Dear guest}, we wish you a wonderful year. All of us at {shop}",
        },
      },
    },
  },
  {
    id: "dormant",
    about: ["60日来店のない会員を、もう一度お招きします。", "Invites back who has not come for 60 days."],
    automation: {
      ...blankAutomation,
      name: "60日ご無沙汰の方へ",
      trigger: plainTriggers.dormant,
      sendAt: "17:00",
      words: {
        ja: {
          title: "またお会いできるのを楽しみにしています",
          text: "{name|お客}さま、お変わりありませんか。いまお持ちのポイントは{points}ポイントです。お近くへお越しの際は、ぜひお立ち寄りください。",
        },
        en: {
          title: "We look forward to seeing you again",
          text: "Hello {name|there}, how have you been? You have {points} points with us. Drop in when you are near.",
        },
      },
    },
  },
  {
    id: "second-visit",
    about: ["2回目の来店の翌日に、お礼を送ります。", "Thanks on the day after the second visit."],
    automation: {
      ...blankAutomation,
      name: "2回目の来店のお礼",
      trigger: plainTriggers.nth_visit,
      words: {
        ja: {
          title: "またのご来店、ありがとうございました",
          text: "{name|お客}さま、{visits}回目のご来店ありがとうございました。お気づきの点がありましたら、このトークでお聞かせください。",
        },
        en: {
          title: "Thank you for coming again",
          text: "Hello {name|there}, that was visit no. {visits}. Tell us in this chat if anything could be better.",
        },
      },
    },
  },
  {
    id: "stamps",
    about: [
      "スタンプがあと2個以下になった翌日に知らせます。",
      "Tells the day after a card has 2 stamps or fewer to go.",
    ],
    automation: {
      ...reminder,
      name: "スタンプあと2個",
      trigger: plainTriggers.stamp_near,
      words: {
        ja: {
          title: "「{card}」はあと{missing}個でゴールです",
          text: "{name|お客}さま、あと少しで特典が届きます。次のご来店をお待ちしています。",
        },
        en: {
          title: "{missing} to go on “{card}”",
          text: "Hello {name|there}, your benefit is near. See you soon.",
        },
      },
    },
  },
  {
    id: "rank-up",
    about: ["ランクが上がった翌日に、お祝いを送ります。", "A wish on the day after a rise in rank."],
    automation: {
      ...blankAutomation,
      name: "ランクアップのお祝い",
      trigger: plainTriggers.rank_changed,
      words: {
        ja: {
          title: "{rank}会員になりました",
          text: "{name|お客}さま、日頃のご愛顧ありがとうございます。新しいランクの特典は、会員証でご覧いただけます。",
        },
        en: {
          title: "You are a {rank} member now",
          text: "Thank you, {name|dear guest}. Your card shows what your new rank brings.",
        },
      },
    },
  },
  {
    id: "welcome",
    about: [
      "入会の翌日に、使い方とお礼を送ります。",
      "Thanks on the day after joining, and how the card works.",
    ],
    automation: {
      ...blankAutomation,
      name: "入会のお礼",
      words: {
        ja: {
          title: "ご入会ありがとうございます",
          text: "{name|お客}さま、{shop}の会員証はこのトークからいつでも開けます。お会計のときにご提示ください。",
        },
        en: {
          title: "Thank you for joining",
          text: "Hello {name|there}, your {shop} card opens from this chat. Show it whenever you pay.",
        },
      },
    },
  },
  {
    id: "coupon",
    about: [
      "使っていないクーポンを、期限の7日前と前日に知らせます。",
      "Tells 7 days and the day before an unused coupon ends.",
    ],
    automation: {
      ...reminder,
      name: "クーポンの期限のお知らせ",
      trigger: plainTriggers.coupon_expiring,
      words: {
        ja: {
          title: "「{coupon}」は{expiresOn}まで",
          text: "{name|お客}さま、まだお使いいただけるクーポンがあります。お忘れなくどうぞ。",
        },
        en: {
          title: "“{coupon}” ends on {expiresOn}",
          text: "Hello {name|there}, there is still time to use it.",
        },
      },
    },
  },
];

export function startingFrom(id: string | null): Automation {
  return starts.find((start) => start.id === id)?.automation ?? blankAutomation;
}
