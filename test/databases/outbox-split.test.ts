import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { planEffects } from "../../server/platform/outbox/effects.ts";
import { queuedMulticast } from "../../server/platform/outbox/index.ts";
import { lease } from "../../server/platform/outbox/store.ts";
import { ledgerDeps } from "../support/accounts.ts";
import { testClock } from "../support/clock.ts";
import { lineUser } from "../support/line-events.ts";
import { textMessage } from "../support/outbox.ts";
import { noon, silentLog } from "../support/world.ts";
import { engines, migratedEngine, type OpenedEngine } from "./engines.ts";
import { commit, rows } from "./rows.ts";

const people = [0, 1, 2, 3, 4].map((n) => ({ lineUserId: lineUser(n), memberId: null }));

describe.each(engines)("a multicast that LINE refused because of one of 5, on %s", (name) => {
  let engine: OpenedEngine;
  beforeAll(async () => {
    engine = await migratedEngine(name);
  });
  afterAll(() => engine?.close());

  /** Queues one, leases it to `holder`, and writes the split of `worker` twice, as after a connection that was lost. */
  async function split(holder: string, worker: string): Promise<readonly string[]> {
    const { database } = engine;
    const deps = ledgerDeps(database, testClock(noon), silentLog);
    const before = (await rows(database, "SELECT message_id FROM outbox")).length;
    const dedupeKey = `sale ${before}`;
    const messages = [textMessage("sale")];
    await commit(
      database,
      ...queuedMulticast(deps, { dedupeKey, reason: "campaign", recipients: people, messages }),
    );
    const [row] = await rows(database, `SELECT * FROM outbox WHERE dedupe_key = '${dedupeKey}'`);
    const messageId = String(row?.message_id);
    const ids = JSON.stringify([messageId]);
    await commit(
      database,
      lease.with({ worker: holder, ids, lane: 31, nowMs: noon, untilMs: noon + 60_000 }),
    );
    const tried = {
      ...({ kind: "multicast", reason: "campaign", lane: 31, attempts: 0, people: 5 } as const),
      ...{ retryKey: "key", inDoubtSinceMs: null, replyUntilMs: null, late: null },
    };
    const leased = {
      ...{ messageId, worker, leasedAtMs: noon, leasedUntilMs: noon + 60_000, tried, lineUserId: "" },
      ...{ memberId: null, messages: "", unit: null, run: null, roster: null, replyToken: null },
      recipients: people.map(({ lineUserId }, nth) => ({ nth, lineUserId })),
      before: { status: null, requestId: null, answer: null },
    };
    const planned = planEffects(deps, [{ row: leased, effect: { kind: "split" }, slowdowns: 0 }]);
    await commit(database, ...planned);
    await commit(database, ...planned);
    const found = await rows(
      database,
      `SELECT o.people, count(*) AS recipients FROM outbox o JOIN outbox_recipient r ON r.message_id = o.message_id
        WHERE o.dedupe_key LIKE '${dedupeKey}%' GROUP BY o.message_id, o.people ORDER BY o.people`,
    );
    return found.map((one) => `${one.people}: ${one.recipients}`);
  }

  test("becomes two requests of 3 and 2, also where that is written twice", async () => {
    expect(await split("A", "A")).toEqual(["2: 2", "3: 3"]);
  });

  test("stays whole where somebody else has leased it meanwhile", async () => {
    expect(await split("B", "A")).toEqual(["5: 5"]);
  });
});
