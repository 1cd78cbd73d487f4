import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { OfflineSale } from "../../shared/purchases/offline/schema.ts";
import type { Receipt } from "../../shared/purchases/schema.ts";
import { rowsOf } from "../support/evidence.ts";
import { holds } from "../support/ledger.ts";
import { newKey, type Till } from "../support/people.ts";
import { openWorld, type World } from "../support/world.ts";
import { engines, openEngine } from "./engines.ts";

/** What limits and claims are asked of each engine. */
describe.each(engines)("a till's queue on %s", (name) => {
  let world: World;
  let till: Till;
  let storeId: string;
  let close: () => Promise<void>;
  beforeAll(async () => {
    const engine = await openEngine(name);
    world = await openWorld({ database: { ...engine.database, close: async () => {} }, ticks: false });
    close = engine.close;
    till = await world.staff("糸井 あかり");
    storeId = (await till.signIn()).store?.publicId ?? "";
  });
  afterAll(async () => {
    await world?.close();
    await close?.();
  });

  let seq = 0;
  function sale(code: string, scannedAtMs: number): OfflineSale {
    seq += 1;
    const clock = { offsetAtSyncMs: 0, offsetAtUploadMs: 0, sentAtMs: world.clock.nowMs() };
    const device = { deviceId: "device-0123456789", seq, clock };
    return { code, source: "camera", storeId, takenBy: null, amountYen: 1280, scannedAtMs, ...device };
  }

  test("three of four sales of a card are taken in whatever order, each once; a used code is not", async () => {
    const phone = await world.member("佐藤 花子");
    const taken: { code: string; atMs: number }[] = [];
    for (let n = 0; n < 4; n++) {
      taken.push({ code: await phone.code(), atMs: world.clock.nowMs() });
      world.clock.advanceBy(60_000);
    }
    const answers: string[] = [];
    for (const { code, atMs } of taken.reverse()) {
      const key = newKey();
      const body = sale(code, atMs);
      for (let times = 0; times < 2; times++) {
        const answer = await till.client.ask<Receipt & { error?: { code: string } }>(
          "POST",
          "/api/till/offline",
          {
            body,
            key,
          },
        );
        answers.push(answer.body.error?.code ?? `${answer.body.pointsEarned}`);
      }
    }
    const again = await till.client.refused("POST", "/api/till/offline", {
      body: sale(taken[0]?.code ?? "", taken[0]?.atMs ?? 0),
      key: newKey(),
    });
    expect(answers).toEqual([
      "12",
      "12",
      "12",
      "12",
      "12",
      "12",
      "offline.member_limit",
      "offline.member_limit",
    ]);
    expect(again.error.code).toBe("card.replayed");
    expect(await rowsOf(world, "purchase")).toHaveLength(3);
    expect((await phone.home()).points.balance).toBe(36);
    await holds(world, phone.userId);
  });
});
