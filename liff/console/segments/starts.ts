import type { Segment } from "../../../shared/segments/schema.ts";
import type { Words } from "../screen.ts";

/** Whom marketers mean most often, to start from: all of it can be changed. */
export interface Start {
  readonly id: string;
  readonly name: Words;
  readonly about: Words;
  readonly tree: (today: string) => Segment;
}

export const starts: readonly Start[] = [
  {
    id: "regulars-away",
    name: ["最近来ていない常連", "Regulars who stay away"],
    about: [
      "1年に5回以上来店したのに、60日以上来ていない方",
      "Came 5 times or more in a year, and not for 60 days",
    ],
    tree: () => ({
      all: [
        { kind: "visits", in: { over: "days", days: 365 }, min: 5, max: null },
        { kind: "last_visit", min: 60, max: null },
      ],
    }),
  },
  {
    id: "birthday-month",
    name: ["今月お誕生日の方", "Birthdays this month"],
    about: ["誕生月が今月の方", "Born in this month"],
    tree: (today) => ({ all: [{ kind: "birthday_month", months: [Number(today.slice(5, 7))] }] }),
  },
  {
    id: "first-only",
    name: ["初回来店だけの方", "Came once and never again"],
    about: [
      "1回だけ来店し、30日以上たった方。2回目のきっかけに",
      "Came once, 30 days ago or longer: for a second visit",
    ],
    tree: () => ({
      all: [
        { kind: "visits", in: { over: "ever" }, min: 1, max: 1 },
        { kind: "last_visit", min: 30, max: null },
      ],
    }),
  },
  {
    id: "expiring",
    name: ["ポイント失効が近い方", "Points about to lapse"],
    about: ["30日以内に100ポイント以上が失効する方", "100 points or more lapse within 30 days"],
    tree: () => ({ all: [{ kind: "expiring", days: 30, points: 100 }] }),
  },
  {
    id: "best",
    name: ["優良顧客(RFM)", "The best, by RFM"],
    about: [
      "最近よく来て、たくさん買う方。RFMがどれも4か5",
      "Come lately, often, and buy much: each of R, F and M is 4 or 5",
    ],
    tree: () => ({ all: [{ kind: "rfm", r: [5, 4], f: [5, 4], m: [5, 4] }] }),
  },
  {
    id: "new",
    name: ["新しい会員", "New members"],
    about: ["30日以内に入会した方", "Joined within 30 days"],
    tree: () => ({ all: [{ kind: "joined_ago", min: null, max: 30 }] }),
  },
  {
    id: "never",
    name: ["入会したが未来店の方", "Joined, never came"],
    about: ["入会から14日たっても来店がない方", "No visit 14 days after joining"],
    tree: () => ({ all: [{ kind: "never_visited" }, { kind: "joined_ago", min: 14, max: null }] }),
  },
  {
    id: "spenders",
    name: ["たくさん買った方", "Big spenders"],
    about: ["90日間で3万円以上お買い上げの方", "Spent ¥30,000 or more in 90 days"],
    tree: () => ({
      all: [{ kind: "spend", in: { over: "days", days: 90 }, min: 30_000, max: null }],
    }),
  },
];
