import type { Deps } from "../../server/deps.ts";
import { mainProgramme } from "../../server/features/points/index.ts";
import type { Bound } from "../../server/platform/database/prepared.ts";
import { addDays } from "../../shared/dates.ts";
import { defaultProgramme } from "../../shared/points/programme/defaults.ts";
import * as row from "../databases/rows.ts";
import type { Random } from "../model/random.ts";
import { openStore } from "./sales.ts";

/** People of every kind, at random: with and without each thing that a segment may ask, on both sides of each border. */

export const people = {
  stores: ["ginza", "ueno", "namba"],
  nodes: ["ginza", "ueno", "namba", "west", "head"],
  tags: ["vip", "tea", "nobody"],
  lists: ["list-a", "list-b"],
  coupons: ["coupon-a", "coupon-b"],
  cards: ["card-a", "card-b"],
  campaigns: ["campaign-a", "campaign-b"],
  items: ["A1", "B2", "C'3"],
  categories: ["tea", 'so "called"', "cup"],
  ranks: ["silver", "gold"],
} as const;

const names = people;

export async function fillShop(deps: Deps, random: Random, count: number, today: string): Promise<void> {
  await openStore(deps, { ...defaultProgramme, version: 1 });
  const place = { amount_yen_max: 100_000, code: "x" };
  await row.commit(
    deps.database,
    row.insert("node", {
      ...place,
      node_id: 3,
      public_id: "west",
      parent_id: 1,
      kind: "area",
      name: "西",
      path: "/1/3/",
    }),
    row.insert("node", {
      ...place,
      node_id: 4,
      public_id: "ueno",
      parent_id: 1,
      kind: "store",
      name: "上野",
      path: "/1/4/",
      code: "4",
    }),
    row.insert("node", {
      ...place,
      node_id: 30,
      public_id: "namba",
      parent_id: 3,
      kind: "store",
      name: "難波",
      path: "/1/3/30/",
      code: "30",
    }),
    ...names.tags.map((tag, index) =>
      row.insert("tag", {
        tag_id: index + 1,
        public_id: tag,
        name: tag,
        folded: tag,
        colour: "red",
        made_at_ms: 1,
      }),
    ),
    ...names.lists.map((list) =>
      row.insert("member_list", {
        list_id: list,
        name: list,
        folded: list,
        source: "numbers",
        members: 0,
        made_at_ms: 1,
        made_by: "t",
      }),
    ),
    ...names.coupons.map((coupon_id) =>
      row.insert("coupon", {
        coupon_id,
        status: "issued",
        version: 1,
        audience: "given",
        given: 0,
        used: 0,
        made_at_ms: 1,
        made_by: "t",
      }),
    ),
    ...names.cards.flatMap((card_id) => [
      row.insert("stamp_card", { card_id, status: "issued", version: 1, made_at_ms: 1, made_by: "t" }),
      row.insert("stamp_card_version", {
        card_id,
        version: 1,
        card: '{"goal":10}',
        made_at_ms: 1,
        made_by: "t",
      }),
    ]),
    ...names.campaigns.flatMap((campaign_id, index) => [
      row.insert("campaign", {
        campaign_id,
        name: campaign_id,
        status: "sent",
        version: 1,
        made_at_ms: 1,
        made_by: "t",
        changed_at_ms: 1,
      }),
      ...runOf(campaign_id, index + 1, today),
    ]),
    row.insert("rfm_thresholds", {
      ...{ programme_id: mainProgramme, version: 1, members: 9, computed_on: today, made_at_ms: 1 },
      thresholds: JSON.stringify({ r: [7, 30, 90, 365], f: [9, 6, 3, 1], m: [20_000, 9_000, 3_000, 1] }),
    }),
  );
  for (let id = 1; id <= count; id++) await row.commit(deps.database, ...personOf(random, id, today));
}

function runOf(campaign_id: string, run_id: number, today: string): Bound[] {
  const batches = ["sent", "frozen", "unknown", "sent"] as const;
  return [
    row.insert("campaign_run", {
      ...{ run_id, public_id: `run-${run_id}`, campaign_id, nth: 1, version: 1, status: "sending" },
      ...{ due_at_ms: 1, frozen_at_ms: 1, until_member_id: 0, started_at_ms: 1 },
    }),
    ...batches.map((status, index) =>
      row.insert("campaign_batch", {
        ...{
          run_id,
          batch: index + 1,
          variant: 1,
          language: "ja",
          people: 1,
          first_member_id: 1,
          last_member_id: 1,
        },
        ...{ status, settled_at_ms: status === "frozen" ? null : Date.parse(addDays(today, -index * 20)) },
      }),
    ),
  ];
}

function personOf(random: Random, id: number, today: string): Bound[] {
  const some = <T>(values: readonly T[]): T | null => random.oneOf([...values, null]) ?? null;
  const ago = (days: number): string => addDays(today, -random.below(days));
  const status =
    random.oneOf(["active", "active", "active", "active", "suspended", "left"] as const) ?? "active";
  const hasLine = status !== "left" && random.chance(80);
  const line = hasLine ? `U${id}` : null;
  const merged = status === "left" && id > 5 ? some([1 + random.below(4), 2]) : null;
  const birthday = some([
    "01-01",
    "02-28",
    "02-29",
    "03-01",
    "06-15",
    "11-20",
    "11-21",
    "11-22",
    "11-28",
    "12-31",
  ]);
  const balance = random.chance(30) ? 0 : random.below(3_000);
  const days = daysOf(random, today);
  const visited = [...days].filter(([, { purchases }]) => purchases > 0).map(([on]) => on);
  const lastVisitOn = visited.sort().at(-1) ?? null;
  const store = random.oneOf([2, 4, 30]) ?? 2;
  return [
    row.member({
      ...{ member_id: id, public_id: `m${id}`, line_user_id: line, status, birthday, merged_into_id: merged },
      ...{
        language: random.chance(70) ? "ja" : "en",
        joined_at_ms: Date.parse(ago(900)) + random.below(86_400_000),
      },
    }),
    ...(random.chance(60) && line !== null ? [friendOf(random, line)] : []),
    ...(line === null ? [] : refusalsOf(random, line)),
    ...(random.chance(60) ? [profileOf(random, id)] : []),
    row.account(id, {
      ...{ balance, lot_balance: balance, seq: random.below(5), pending: random.below(balance + 1) },
      ...{
        last_visit_on: lastVisitOn,
        last_store_id: lastVisitOn === null ? null : store,
        visits: visited.length,
      },
      next_expires_on: some([addDays(today, random.below(60)), addDays(today, -random.below(9))]),
    }),
    ...(random.chance(60)
      ? [
          row.insert("account_rank", {
            account_id: id,
            rank: random.oneOf(names.ranks) ?? "",
            nth: 1,
            since_on: today,
            granted: 0,
          }),
        ]
      : []),
    ...[...days].map(([business_date, day]) =>
      row.insert("account_day", { account_id: id, business_date, ...day, points_earned: 0, points_used: 0 }),
    ),
    ...lotsOf(random, id, balance, today),
    ...salesOf(random, id, today),
    ...holdingsOf(random, id, today),
    ...messagesOf(random, id, today),
  ];
}

function daysOf(random: Random, today: string) {
  const days = new Map<string, { readonly purchases: number; readonly net_yen: number }>();
  for (let nth = random.below(9); nth > 0; nth--) {
    const border = random.oneOf([0, 1, 29, 30, 31, 89, 90, 91, 364, 365, 366, 7]) ?? 0;
    const on = addDays(today, -(random.chance(50) ? border : random.below(500)));
    const isReturned = random.chance(20);
    days.set(
      on,
      isReturned ? { purchases: 0, net_yen: 0 } : { purchases: 1, net_yen: 1 + random.below(9_000) },
    );
  }
  return days;
}

function friendOf(random: Random, line_user_id: string): Bound {
  const unknown_since_ms = random.chance(20) ? 5 : null;
  return row.insert("line_friend", {
    line_user_id,
    following: random.chance(60) ? 1 : 0,
    changed_at_ms: 1,
    unknown_since_ms,
  });
}

function refusalsOf(random: Random, line_user_id: string): Bound[] {
  return (["offers", "reminders"] as const)
    .filter(() => random.chance(50))
    .map((topic) =>
      row.insert("topic_state", { line_user_id, topic, wanted: random.chance(50) ? 1 : 0, chosen_at_ms: 1 }),
    );
}

function profileOf(random: Random, member_id: number): Bound {
  return row.insert("member_profile", {
    member_id,
    sex: random.oneOf(["female", "male", "other", null] as const) ?? null,
    birth_year: random.chance(70) ? 1950 + random.below(60) : null,
    ...{ changed_at_ms: 1, changed_by: "t" },
  });
}

function lotsOf(random: Random, id: number, balance: number, today: string): Bound[] {
  const part = random.below(balance + 1);
  return [part, balance - part]
    .filter((points) => points > 0)
    .map((remaining, nth) =>
      row.lot(id, `lot${id}-${nth}`, {
        ...{ points: remaining, remaining, activates_on: addDays(today, random.below(9) - 6) },
        expires_on: addDays(today, random.below(70) - 5),
      }),
    );
}

function salesOf(random: Random, id: number, today: string): Bound[] {
  return Array.from({ length: random.below(4) }, (_, nth) => nth).flatMap((nth) => {
    const purchase_id = `p${id}-${nth}`;
    const on = addDays(
      today,
      -(random.chance(40) ? (random.oneOf([0, 29, 30, 31]) ?? 0) : random.below(200)),
    );
    const line = (n: number) =>
      row.insert("purchase_line", {
        ...{
          purchase_id,
          line_id: `l${n}`,
          nth: n,
          kind: "item",
          quantity: 1,
          amount_yen: 500,
          discount_yen: 0,
        },
        ...{ coupon_yen: 0, points_yen: 0, tax_per_mille: 100, brand: null },
        item_code: random.oneOf([...names.items, null]) ?? null,
        categories: JSON.stringify(names.categories.filter(() => random.chance(40))),
      });
    const yen = random.oneOf([1_000, 400]) ?? 400;
    return [
      row.purchase(id, { purchase_id, store_id: random.oneOf([2, 4, 30]) ?? 2, business_date: on }),
      ...(random.chance(70) ? [line(1), line(2)] : []),
      ...(random.chance(15) ? [voided(purchase_id, id)] : []),
      ...(random.chance(25) ? [row.refund(id, purchase_id, 1, { amount_yen: yen })] : []),
    ];
  });
}

function voided(purchase_id: string, member_id: number): Bound {
  return row.insert("purchase_void", {
    ...{
      purchase_id,
      member_id,
      actor: "t",
      store_id: 2,
      voided_at_ms: 1,
      points_given_back: 0,
      points_taken_back: 0,
    },
  });
}

function holdingsOf(random: Random, member_id: number, today: string): Bound[] {
  const given = { given_at_ms: 1, given_by: "t" };
  return [
    ...[1, 2]
      .filter(() => random.chance(40))
      .map((tag_id) => row.insert("member_tag", { tag_id, member_id, ...given })),
    ...names.lists
      .filter(() => random.chance(30))
      .map((list_id) => row.insert("member_list_member", { list_id, member_id })),
    ...names.coupons
      .filter(() => random.chance(60))
      .map((coupon_id) => {
        const status =
          random.oneOf(["held", "held", "reserved", "redeemed", "expired", "revoked"] as const) ?? "held";
        return row.insert("member_coupon", {
          ...{
            member_coupon_id: `${coupon_id}-${member_id}`,
            coupon_id,
            member_id,
            occasion: "o",
            version: 1,
          },
          ...{ via: "given", status, nth: 1, issued_at_ms: 1 },
          until_on: random.chance(80) ? addDays(today, random.below(40) - 20) : null,
          used_at_ms: status === "redeemed" ? Date.parse(addDays(today, -random.below(40))) : null,
        });
      }),
    ...names.cards
      .filter(() => random.chance(60))
      .map((card_id) =>
        row.insert("member_stamp", {
          ...{ member_id, card_id, seq: 1, round: 1, version: 1, stamps: random.below(11), reached: 0 },
          status: random.oneOf(["open", "open", "completed", "expired"] as const) ?? "open",
        }),
      ),
  ];
}

function messagesOf(random: Random, member_id: number, today: string): Bound[] {
  return [1, 2]
    .filter(() => random.chance(60))
    .flatMap((run_id) => {
      const reason = random.oneOf([null, null, "held_out", "blocked", "capped"] as const) ?? null;
      const batch = reason === null || random.chance(20) ? 1 + random.below(4) : null;
      const at = Date.parse(addDays(today, -random.below(60)));
      return [
        row.insert("campaign_recipient", { run_id, member_id, reason, variant: 1, batch }),
        ...(random.chance(40)
          ? [
              row.insert("campaign_click", {
                run_id,
                member_id,
                link: 1,
                first_at_ms: at,
                last_at_ms: at,
                times: 1,
              }),
            ]
          : []),
      ];
    });
}
