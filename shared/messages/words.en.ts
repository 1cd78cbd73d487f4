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
};
