import { grouped, listed } from "../points/programme/words.ts";
import type { Words } from "./words.ja.ts";

const unit = (count: number) => (count === 1 ? "point" : "points");
const points = (count: number) => `${grouped(count)} ${unit(count)}`;
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** `2027-11-30` as 30 Nov 2027, which nobody reads as another day. */
function date(written: string): string {
  const [year = "", month = "", day = ""] = written.split("-");
  return `${Number(day)} ${months[Number(month) - 1] ?? month} ${year}`;
}

export const en: Words = {
  points,
  unit,
  date,
  until: (on) => `until ${date(on)}`,
  list: (parts) => listed(parts, "en"),
  balance: "Balance",
  openCard: "Open the card",
  becomeMember: "Get your card",

  receipt: {
    title: "Thank you for your visit",
    voided: "This sale was undone",
    returned: "Your return was accepted",
    amount: "Total",
    amountReturned: "Returned",
    used: "Points used",
    earned: "Points earned",
    givenBack: "Points given back",
    takenBack: "Points taken back",
    couponsBack: "Coupons back",
    couponCount: (count: number) => `${count}`,
    pending: "Points to be used later",
    debt: "Owed, taken from your next points",
    expiry: (count, on) => `${grouped(count)} of them until ${date(on)}`,
    noExpiry: "No points are about to expire",
    number: (number) => `Sale no. ${number}`,
    altEarned: (count) => `You earned ${points(count)}`,
    altUsedAndEarned: (used, earned) => `You used ${points(used)} and earned ${grouped(earned)}`,
    altUsed: (count) => `You used ${points(count)}`,
    alt: (what, balance, where) => `${what} (balance ${points(balance)})${where === "" ? "" : ` · ${where}`}`,
  },

  standing: {
    title: "Your points",
    alt: (balance) => `You have ${points(balance)}`,
    altExpiry: (count, on) => `${grouped(count)} of them until ${date(on)}`,
    pending: (count, on) =>
      on === null ? `${points(count)} can be used once confirmed` : `${points(count)} from ${date(on)}`,
    held: "Set aside for a payment",
    debt: "Owed, taken from your next points",
    rank: "Rank",
    toNext: (missing, rank) => `${missing} more for ${rank}`,
    yen: (yen) => `¥${grouped(yen)}`,
    visits: (count) => (count === 1 ? "1 visit" : `${grouped(count)} visits`),
    earned: points,
  },

  card: {
    title: "Your card",
    said: "Show the code on your card at the till.",
    alt: (shop) => `Open your ${shop === "" ? "" : `${shop} `}card here`,
    guestTitle: "Would you like a card?",
    guestSaid: "It lives in LINE: no app, no forms, and points from your first visit.",
    guestAlt: (shop) => `Get your ${shop === "" ? "" : `${shop} `}card, right here in LINE`,
  },

  expiry: {
    title: "When your points expire",
    soonTitle: "Some points expire soon",
    noneTitle: "None of your points expire",
    none: (balance) => `You have ${points(balance)}.`,
    alt: (count, on) => `${points(count)} can be used until ${date(on)}`,
    soonAlt: (count, on) => `${points(count)} will expire after ${date(on)}. Use them while you can`,
    noneAlt: (balance) => `None of your ${points(balance)} expire`,
    more: (count) => `${grouped(count)} more on your card`,
    restAfter: "Later or never",
  },

  coupon: {
    label: "Coupon",
    use: "Use the coupon",
    noEnd: "No end date",
    alt: (title, until) => `Coupon: ${title}, ${until}`,
    altMany: (count, first) => `${grouped(count)} coupons for you: ${first} and more`,
    noneTitle: "There are no coupons for you now",
    none: "New ones will appear on your card.",
    moreTitle: (count) => `${grouped(count)} more`,
    more: "Your card shows the other coupons.",
  },

  rankUp: {
    over: "New rank",
    title: (rank) => `You are now ${rank}`,
    said: "Thank you for coming so often.",
    times: (ratio) => `You earn ${ratio} times the points`,
    until: (on) => `until ${date(on)}`,
    alt: (rank) => `You have reached a new rank: ${rank}`,
    unnamed: "a higher rank",
  },

  campaign: {
    title: "News",
    stop: (word) => `To end these messages, send “${word}”`,
    trial: "[Test] ",
  },

  reminder: {
    title: (count) => `${grouped(count)} things for you`,
    alt: (titles) => titles.join(" · "),
    more: (count) => `${grouped(count)} more on your card`,
  },

  greeting: {
    title: (shop) => (shop === "" ? "Welcome" : `Welcome to ${shop}`),
    said: "Thank you for adding us. The button below makes your member card.",
    memberSaid: "Thank you for adding us. The button below opens your card at any time.",
    alt: (shop) => `Thank you for adding us${shop === "" ? "" : `. This is ${shop}`}`,
    backTitle: "Welcome back",
    backSaid: "How nice to see you again. The button below opens your card.",
    backGuestSaid: "How nice to see you again. The button below makes your member card.",
    backAlt: (shop) => `Welcome back${shop === "" ? "" : ` to ${shop}`}`,
  },

  help: {
    title: "What you can ask",
    said: "Send one of these words for an answer at once.",
    alt: (words) => `Send ${words} for an answer at once`,
    topics: {
      balance: "Your points",
      card: "Open your card",
      coupons: "Your coupons",
      expiry: "When points expire",
      stores: "Our stores",
      stop: "No more offers",
      resume: "Offers again",
    },
  },

  stores: {
    title: "Our stores",
    alt: (count, first) => (count === 1 ? first : `Our ${grouped(count)} stores: ${first} and more`),
    none: "There is no store to show at the moment.",
    more: (count) => `${grouped(count)} more`,
    map: "Map",
    call: "Call",
  },

  stop: {
    stopped: (resume) =>
      "You will get no more promotional messages. Receipts and other notices about your purchases still come." +
      (resume === "" ? "" : ` Send “${resume}” at any time to get them again.`),
    resumed: (stop) =>
      "You will get promotional messages again." +
      (stop === "" ? "" : ` Send “${stop}” at any time to end them.`),
  },

  safety: {
    replayTitle: "A code of your card was read a second time",
    replayed: (store) =>
      `A used code was read at ${store === "" ? "another till" : store}. That reading was refused.`,
    replayHint: "If it was not you, make sure nobody has a photo or recording of your screen.",
    replayAlt: (store) =>
      `A code of your card was read a second time${store === "" ? "" : ` at ${store}`} and refused`,
    deviceTitle: "Your card was activated on a new device",
    deviceHint: "If it was not you, please tell the shop.",
    deviceAlt: "Your card was activated on a new device. If it was not you, please tell the shop",
  },
};
