import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Deps } from "../../server/deps.ts";
import { funnelOf, isOfAudience } from "../../server/features/reach/funnel.ts";
import { reachMoment } from "../../server/features/reach/moment.ts";
import {
  type CountedRun,
  type ReachFacts,
  type ReachMoment,
  reasonOf,
  type Sending,
} from "../../server/features/reach/reason.core.ts";
import { reasonCase } from "../../server/features/reach/reason.ts";
import { addDays, startOfDay } from "../../shared/dates.ts";
import { leftOutReasons } from "../../shared/reach/reasons.ts";
import { type MessageTopic, messageTopics } from "../../shared/topics/topics.ts";
import { fuzz, type Random, randomFrom } from "../model/random.ts";
import { ledgerDeps, timeZone } from "../support/accounts.ts";
import { testClock } from "../support/clock.ts";
import { silentLog } from "../support/world.ts";
import { engines, migratedEngine, type OpenedEngine } from "./engines.ts";
import * as row from "./rows.ts";

/** Who is left out and why: asked of a database for all members at once, and in TypeScript of each. */

const today = "2028-03-01";
const people = 150;
const offers: Sending = { topic: "offers", transactional: false };
const everybody = { matched: sql<boolean>`1 = 1`, without: [] };

/** A run that was over on a day, or is under way. */
function run(runId: number, endedOn: string | null) {
  const startedAtMs = startOfDay(endedOn ?? today, timeZone);
  return row.insert("campaign_run", {
    ...{ run_id: runId, public_id: `run${runId}`, campaign_id: "C", nth: runId, version: 1 },
    ...{ status: endedOn === null ? "sending" : "sent", due_at_ms: 1, frozen_at_ms: 1, until_member_id: 1 },
    ...{ started_at_ms: startedAtMs, ended_at_ms: endedOn === null ? null : startedAtMs + 3_600_000 },
  });
}

const ended: readonly (string | null)[] = [
  null,
  ...["2028-03-01", "2028-02-29", "2028-02-24", "2028-02-23", "2028-02-10", "2028-02-01", "2028-01-31"],
];

function someone(
  random: Random,
  memberId: number,
): { facts: ReachFacts; statements: ReturnType<typeof run>[] } {
  const { chance } = random;
  const lineUserId = chance(8) ? null : `U${memberId}`;
  const facts: ReachFacts = {
    lineUserId,
    suspended: chance(10),
    blocked: lineUserId !== null && chance(15),
    refused: lineUserId === null ? [] : messageTopics.filter(() => chance(20)),
    runIds: ended.flatMap((_, nth) => (chance(20) ? [nth + 1] : [])),
    automatedOn: chance(30) ? [addDays(today, -random.below(35))] : [],
    bucketSeed: random.below(2_147_483_647),
  };
  return { facts, statements: rowsOf(memberId, facts, random) };
}

function rowsOf(memberId: number, facts: ReachFacts, random: Random) {
  const { lineUserId } = facts;
  const known = lineUserId !== null && (facts.blocked || random.below(2) === 0);
  const unknown = facts.blocked && random.below(2) === 0;
  const state = (topic: MessageTopic, wanted: number) =>
    row.insert("topic_state", { line_user_id: lineUserId ?? "", topic, wanted, chosen_at_ms: 1 });
  return [
    row.member({
      ...{ member_id: memberId, line_user_id: lineUserId },
      status: facts.suspended ? "suspended" : "active",
    }),
    row.account(memberId, { bucket_seed: facts.bucketSeed }),
    ...(known
      ? [
          row.insert("line_friend", {
            ...{ line_user_id: lineUserId, following: facts.blocked && !unknown ? 0 : 1, changed_at_ms: 1 },
            unknown_since_ms: unknown ? 1 : null,
          }),
        ]
      : []),
    // Who refuses nothing may have said so, too.
    ...(lineUserId === null ? [] : messageTopics).flatMap((topic) =>
      facts.refused.includes(topic) ? [state(topic, 0)] : random.below(4) === 0 ? [state(topic, 1)] : [],
    ),
    ...ended.flatMap((_, nth) => {
      const runId = nth + 1;
      if (facts.runIds.includes(runId))
        return [recipient(runId, memberId, random.below(5) === 0 ? "unknown" : null)];
      return random.below(4) === 0 ? [recipient(runId, memberId, "capped")] : [];
    }),
    ...facts.automatedOn.flatMap((sentOn, nth) => [
      automated(memberId, `a${nth}`, sentOn, `key${memberId}-${nth}`, 1),
      // Merged into the same message, and one that does not count.
      automated(memberId, `b${nth}`, sentOn, `key${memberId}-${nth}`, 1),
      automated(memberId, `c${nth}`, sentOn, `free${memberId}-${nth}`, 0),
    ]),
  ];
}

function recipient(run_id: number, member_id: number, reason: "unknown" | "capped" | null) {
  return row.insert("campaign_recipient", { run_id, member_id, reason, variant: 0, batch: 1 });
}

function automated(
  member_id: number,
  occasion: string,
  sent_on: string,
  message_key: string,
  counts: number,
) {
  return row.insert("automation_send", {
    ...{ member_id, automation_id: "A", occasion, version: 1, sent_on, left_out: null, message_key },
    ...{ counts, at_ms: 1 },
  });
}

const shop = () => [
  row.insert("programme", { programme_id: 1, name: "ポイント" }),
  row.insert("campaign", {
    ...{ campaign_id: "C", name: "C", status: "sent", version: 1, made_at_ms: 1, made_by: "t" },
    ...{ changed_at_ms: 1 },
  }),
  row.insert("automation", {
    ...{ automation_id: "A", status: "on", version: 1, on_since_ms: 1, made_at_ms: 1, made_by: "t" },
  }),
];

async function reasonsIn(deps: Deps, what: Sending, moment: ReachMoment) {
  const found = await deps.database.point
    .selectFrom("account")
    .innerJoin("member", "member.member_id", "account.member_id")
    .where(isOfAudience(everybody))
    .select(["account.member_id", reasonCase(what, moment).as("reason")])
    .execute();
  return new Map(found.map(({ member_id, reason }) => [Number(member_id), reason]));
}

describe.each(engines)("who is reached, on %s", (name) => {
  let engine: OpenedEngine;
  let deps: Deps;
  const facts = new Map<number, ReachFacts>();
  const runs: CountedRun[] = ended.map((on, nth) => ({ runId: nth + 1, lastOn: on ?? today }));

  beforeAll(async () => {
    engine = await migratedEngine(name);
    deps = ledgerDeps(engine.database, testClock(startOfDay(today, timeZone) + 36_000_000), silentLog);
    await row.commit(engine.database, ...shop());
    await row.commit(engine.database, ...ended.map((on, nth) => run(nth + 1, on)));
    const random = randomFrom(fuzz.seed);
    for (let memberId = 1; memberId <= people; memberId++) {
      const one = someone(random, memberId);
      facts.set(memberId, one.facts);
      await row.commit(engine.database, ...one.statements);
    }
    await row.commit(
      engine.database,
      row.member({ member_id: 900, line_user_id: null, status: "left" }),
      row.account(900),
    );
  });
  afterAll(() => engine?.close());

  test("counts runs that ended on or after the 30th day back, and those under way as today's", async () => {
    const moment = await reachMoment(deps);
    expect([...moment.runs].sort((a, b) => a.runId - b.runId)).toEqual(runs.slice(0, 7));
    expect((await reachMoment(deps, 1)).runs).toHaveLength(6);
  });

  test.each([
    { topic: "offers", transactional: false, caps: { perDay: 1, perWeek: 2, perMonth: 6 } },
    { topic: "news", transactional: false, caps: { perDay: null, perWeek: 1, perMonth: null } },
    { topic: "reminders", transactional: false, caps: { perDay: 2, perWeek: null, perMonth: 3 } },
    { topic: "offers", transactional: false, caps: { perDay: null, perWeek: null, perMonth: null } },
    { topic: "offers", transactional: true, caps: { perDay: 1, perWeek: 1, perMonth: 1 } },
  ] as const)("is the same of 150 people in SQL and in TypeScript: $topic, $transactional, $caps", async ({
    caps,
    ...what
  }) => {
    const now = await reachMoment(deps);
    const moment = { ...now, settings: { ...now.settings, caps, holdoutPerMille: 200 } };
    const bySql = await reasonsIn(deps, what, moment);
    const plain = new Map([...facts].map(([id, each]) => [id, reasonOf(each, what, moment)]));
    expect(bySql).toEqual(plain);
    const counts = await funnelOf(deps, { ...what, ...everybody }, moment);
    const sum = leftOutReasons.reduce((total, reason) => total + counts.leftOut[reason], 0);
    expect([counts.matched, sum + counts.willBeSent]).toEqual([people, people]);
    for (const reason of leftOutReasons) {
      expect(counts.leftOut[reason]).toBe([...plain.values()].filter((found) => found === reason).length);
    }
  });

  test("of 150, those of an audience who are in no exclusion are counted, and who has left is in none", async () => {
    const moment = await reachMoment(deps);
    const audience = {
      ...offers,
      matched: sql<boolean>`account.member_id > 100`,
      without: [sql<boolean>`account.member_id = 120`, sql<boolean>`account.member_id >= 140`],
    };
    expect((await funnelOf(deps, audience, moment)).matched).toBe(38);
    expect((await funnelOf(deps, { ...audience, without: [] }, moment)).matched).toBe(50);
  });
});

test("who fails in all 6 ways has the first reason, and with each that is put right the next one", async () => {
  const { engine, deps, set } = await oneMember();
  try {
    const moment = await reachMoment(deps);
    const all = { ...moment, settings: { ...moment.settings, holdoutPerMille: 1_000 } };
    const reason = async (at = all, what = offers) => (await reasonsIn(deps, what, at)).get(1);
    expect(await reason()).toBe("no_line");
    await set("UPDATE member SET line_user_id = 'U1'");
    expect(await reason()).toBe("suspended");
    await set("UPDATE member SET status = 'active'");
    expect(await reason()).toBe("blocked");
    await set("UPDATE line_friend SET following = 1");
    expect(await reason()).toBe("opted_out");
    expect(await reason(all, { ...offers, transactional: true })).toBeNull();
    expect(await reason(all, { topic: "news", transactional: false })).toBe("capped");
    await set("UPDATE topic_state SET wanted = 1");
    expect(await reason()).toBe("capped");
    await set("UPDATE campaign_recipient SET reason = 'cancelled'");
    expect(await reason()).toBe("held_out");
    expect(await reason({ ...all, settings: { ...all.settings, holdoutPerMille: 0 } })).toBeNull();
  } finally {
    await engine.close();
  }
});

async function oneMember() {
  const engine = await migratedEngine("sqlite");
  const deps = ledgerDeps(engine.database, testClock(startOfDay(today, timeZone)), silentLog);
  await row.commit(engine.database, ...shop(), run(1, today));
  await row.commit(
    engine.database,
    row.member({ member_id: 1, line_user_id: null, status: "suspended" }),
    row.account(1, { bucket_seed: 77 }),
    row.insert("line_friend", { line_user_id: "U1", following: 0, changed_at_ms: 1, unknown_since_ms: null }),
    row.insert("topic_state", { line_user_id: "U1", topic: "offers", wanted: 0, chosen_at_ms: 1 }),
    recipient(1, 1, null),
  );
  const set = (text: string) => row.commit(engine.database, row.raw(text));
  return { engine, deps, set };
}
