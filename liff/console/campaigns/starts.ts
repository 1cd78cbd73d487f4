import { addDays, weekdayOf } from "../../../shared/dates.ts";
import type { Words } from "../screen.ts";
import { blankWords, type Draft, type DraftWords } from "./draft.ts";

/** A campaign to start from, with words that can be sent as they are. */
export interface Start {
  readonly id: string;
  /** What kind of message it is. */
  readonly look: Words;
  readonly about: Words;
  readonly draft: Draft;
  /** The first coupon that can be given comes along. */
  readonly withCoupon: boolean;
}

/** What a new campaign is before anything is chosen. */
export const blankCampaign: Draft = {
  name: "",
  topic: "offers",
  audience: { kind: "all", segmentId: null, tree: null, without: [] },
  variants: [{ share: 100, ja: blankWords, en: blankWords }],
  couponId: null,
  schedule: { kind: "now" },
};

function saying(ja: Partial<DraftWords>, en: Partial<DraftWords>): Draft["variants"] {
  return [{ share: 100, ja: { ...blankWords, ...ja }, en: { ...blankWords, ...en } }];
}

const aimedAt = (tree: NonNullable<Draft["audience"]["tree"]>): Draft["audience"] => ({
  ...blankCampaign.audience,
  ...{ kind: "tree", tree },
});

/** The usual campaigns, as they would be begun on `todayOn`. */
export function startsOn(todayOn: string): readonly Start[] {
  return [couponNews, newItem, closed(todayOn), birthMonth(todayOn), longAgo, everyFriday(todayOn)];
}

const couponNews: Start = {
  id: "coupon",
  look: ["カード・クーポン付き", "A card with a coupon"],
  about: ["届いた人の会員証に、クーポンが入ります。", "Who is sent it has the coupon on their card."],
  withCoupon: true,
  draft: {
    ...blankCampaign,
    name: "クーポンのお知らせ",
    variants: saying(
      {
        title: "{coupon}のクーポンをお届けします",
        text: "{name|お客}さま、いつもありがとうございます。感謝をこめて、クーポンをお届けしました。ぜひお使いください。",
      },
      {
        title: "A coupon for you: {coupon}",
        text: "Hello {name|there}, thank you for coming. Here is a coupon for your next visit.",
      },
    ),
  },
};

const newItem: Start = {
  id: "new-item",
  look: ["カード・画像とボタン", "A card with a picture and a button"],
  about: [
    "写真と、くわしいページへのボタンを付けられます。",
    "With a photo, and a button to a page of yours.",
  ],
  withCoupon: false,
  draft: {
    ...blankCampaign,
    name: "新商品のお知らせ",
    variants: saying(
      {
        title: "新商品が入りました",
        text: "お待たせしました。この季節だけの新商品が店頭に並びました。なくなり次第終わりますので、お早めにどうぞ。",
      },
      {
        title: "Something new is here",
        text: "This season's new items are in our shops now, for as long as they last.",
      },
    ),
  },
};

function closed(todayOn: string): Start {
  const [, month = "", day = ""] = addDays(todayOn, 7).split("-");
  const date = { ja: `${Number(month)}月${Number(day)}日`, en: `${Number(month)}/${Number(day)}` };
  return {
    id: "closed",
    look: ["テキストだけ", "Text alone"],
    about: ["日付を直すだけで送れる、短いお知らせです。", "A short notice: put the date right and send it."],
    withCoupon: false,
    draft: {
      ...blankCampaign,
      name: "臨時休業のお知らせ",
      topic: "news",
      variants: saying(
        {
          text: `【臨時休業のお知らせ】\n${date.ja}は、都合によりお休みをいただきます。ご不便をおかけしますが、よろしくお願いいたします。`,
        },
        { text: `We are closed on ${date.en}. We are sorry for the inconvenience.` },
      ),
    },
  };
}

function birthMonth(todayOn: string): Start {
  const month = Number(todayOn.split("-")[1]);
  return {
    id: "birth-month",
    look: ["カード・クーポン付き", "A card with a coupon"],
    about: [`${month}月生まれの会員だけに届きます。`, "Only to members born in this month."],
    withCoupon: true,
    draft: {
      ...blankCampaign,
      name: `${month}月生まれの会員へ`,
      audience: aimedAt({ kind: "birthday_month", months: [month] }),
      variants: saying(
        {
          title: "お誕生月おめでとうございます",
          text: "{name|お客}さまのお誕生月に、心ばかりの贈り物です。ご来店をお待ちしています。",
        },
        {
          title: "Happy birthday month",
          text: "{name|Dear guest}, here is a small present for your month. We look forward to seeing you.",
        },
      ),
    },
  };
}

const longAgo: Start = {
  id: "long-ago",
  look: ["カード・クーポン付き", "A card with a coupon"],
  about: ["90日以上ご来店のない会員だけに届きます。", "Only to who has not come for 90 days."],
  withCoupon: true,
  draft: {
    ...blankCampaign,
    name: "久しぶりの会員へ",
    audience: aimedAt({ kind: "last_visit", min: 90, max: null }),
    variants: saying(
      {
        title: "お久しぶりです。またお会いしたいです",
        text: "{name|お客}さま、その後いかがお過ごしですか。いま{points}ポイントお持ちです。お近くにお越しの際は、ぜひお立ち寄りください。",
      },
      {
        title: "It has been a while",
        text: "Hello {name|there}, you have {points} points. Do come by when you are near.",
      },
    ),
  },
};

function everyFriday(todayOn: string): Start {
  return {
    id: "every-friday",
    look: ["カード・毎週くり返す", "A card, every week"],
    about: ["毎週金曜の10:00に、1か月のあいだ送ります。", "Every Friday at 10:00, for a month."],
    withCoupon: false,
    draft: {
      ...blankCampaign,
      name: "週末ポイント2倍",
      variants: saying(
        {
          title: "この週末はポイント2倍",
          text: "土曜・日曜のお買い物は、全品ポイント2倍です。ご来店をお待ちしています。",
        },
        { title: "Double points this weekend", text: "Points count twice on Saturday and Sunday." },
      ),
      schedule: { kind: "weekly", weekdays: [5], time: "10:00", until: lastFriday(todayOn) },
    },
  };
}

/** The fourth Friday from tomorrow on. */
function lastFriday(todayOn: string): string {
  const days = (5 - weekdayOf(todayOn) + 7) % 7 || 7;
  return addDays(todayOn, days + 21);
}
