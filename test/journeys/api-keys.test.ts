import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listKeys, makeKey, revokeKey, rotateKey } from "../../server/features/integrations/index.ts";
import { staffOf } from "../../server/features/stores/index.ts";
import { sweep } from "../../server/jobs.ts";
import { type ApiScope, apiScopes, type KeyList, type KeyMade } from "../../shared/integrations/schema.ts";
import type { Receipt } from "../../shared/purchases/schema.ts";
import { basketOf, memberIdOf, type Pos, posOf, posWith, storeIds } from "../support/api.ts";
import { newKey } from "../support/people.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
let pos: Pos;
let memberId: string;
let stores: readonly [string, string, string];
beforeAll(async () => {
  world = await openWorld();
  pos = await posOf(world);
  const phone = await world.member("佐藤 花子");
  memberId = await memberIdOf(world, phone.userId);
  stores = await storeIds(world);
});
afterAll(() => world.close());

const operator = { kind: "operator" } as const;
const keyRow = (keyId: string) =>
  world.deps.database.point
    .selectFrom("api_key")
    .selectAll()
    .where("key_id", "=", keyId)
    .executeTakeFirstOrThrow();

describe("a key", () => {
  test("is shown once: the database keeps its SHA-256 alone", async () => {
    expect(pos.token).toMatch(/^goen_live_[0-9A-Za-z]{43}$/);
    const row = await keyRow(pos.keyId);
    expect(row.token_hash).toMatch(/^[0-9a-f]{64}$/);
    expect(JSON.stringify(row)).not.toContain(pos.token.slice(10));
  });

  test("that is missing, malformed, unknown, expired or revoked is refused with 401 and a code of its own", async () => {
    const ended = await posOf(world, { expiresOn: "2026-11-20" });
    const lastDay = await posOf(world, { expiresOn: "2026-11-21" });
    const revoked = await posOf(world);
    await revokeKey(world.deps, operator, revoked.keyId);
    const unknown = posWith(world.origin, `goen_live_${"A".repeat(43)}`);
    const path = "/api/v1/stores";
    expect(await pos.client.refused("GET", path)).toMatchObject({
      status: 401,
      error: { code: "key.missing" },
    });
    const basic = { headers: { authorization: "Basic Z29lbjpnb2Vu" } };
    expect(await pos.client.refused("GET", path, basic)).toMatchObject({ error: { code: "key.invalid" } });
    expect(await unknown.refused("GET", "/stores")).toMatchObject({ status: 401, code: "key.invalid" });
    expect(await ended.refused("GET", "/stores")).toMatchObject({ status: 401, code: "key.expired" });
    expect(await revoked.refused("GET", "/stores")).toMatchObject({ status: 401, code: "key.revoked" });
    expect(await lastDay.get("/stores")).toMatchObject({ items: [{ code: "S1" }, {}, {}] });
  });

  test("without a scope is refused with 403 and the scope's name, for each of 14 operations", async () => {
    const id = "01KAK2WZ3N5Y3V4J6M7P8Q9R0S";
    const needed: readonly [ApiScope, "GET" | "POST", string][] = [
      ["scans", "POST", "/scans"],
      ["members:read", "GET", `/members/${memberId}`],
      ["quotes", "POST", "/quotes"],
      ["purchases", "POST", "/purchases"],
      ["purchases", "GET", `/purchases/${id}`],
      ["purchases", "POST", `/purchases/${id}/events`],
      ["refunds", "POST", `/purchases/${id}/refunds`],
      ["refunds", "POST", `/purchases/${id}/void`],
      ["holds", "POST", "/holds"],
      ["holds", "POST", `/holds/${id}/commit`],
      ["holds", "POST", `/holds/${id}/release`],
      ["adjustments", "POST", "/adjustments"],
      ["ledger:read", "GET", `/members/${memberId}/ledger`],
      ["ledger:read", "GET", "/ledger/events"],
    ];
    for (const [scope, method, path] of needed) {
      const without = await posOf(world, { scopes: apiScopes.filter((other) => other !== scope) });
      expect(await without.refused(method, path, {})).toEqual({
        status: 403,
        code: "key.scope",
        details: { scope },
      });
    }
  });

  test("of one store sees that store alone: another's sale is 404, a sale there 403", async () => {
    const [first, second] = stores;
    const own = await posOf(world, { storeIds: [first] });
    expect(await own.get("/stores")).toEqual({ items: [{ storeId: first, code: "S1", name: "本店" }] });
    const { purchaseId } = await pos.sell(memberId, second, 1100);
    const mine = await own.sell(memberId, first, 1100);
    const at = `/purchases/${purchaseId}`;
    const notFound = { status: 404, code: "purchase.not_found" };
    expect(await own.refused("GET", at)).toMatchObject(notFound);
    expect(await own.refused("POST", `${at}/void`, {})).toMatchObject(notFound);
    expect(await own.refused("POST", `${at}/refunds`, { amountYen: 1 })).toMatchObject(notFound);
    expect(await own.refused("POST", `${at}/events`, { event: "shipped" })).toMatchObject(notFound);
    const sale = {
      who: { memberId },
      storeId: second,
      tillId: "1",
      receiptNumber: "1",
      basket: basketOf(100),
    };
    expect(await own.refused("POST", "/purchases", sale)).toEqual({
      status: 403,
      code: "key.store",
      details: { storeId: second },
    });
    expect(await own.get<Receipt>(`/purchases/${mine.purchaseId}`)).toMatchObject({ amountYen: 1100 });
    const nowhere = { ...sale, storeId: "there-is-no-such" };
    expect(await own.refused("POST", "/purchases", nowhere)).toMatchObject({
      status: 404,
      code: "store.not_found",
    });
  });

  test("of an area covers the stores in it", async () => {
    const root = await world.deps.database.point
      .selectFrom("node")
      .select("public_id")
      .where("kind", "=", "head_office")
      .executeTakeFirstOrThrow();
    const whole = await posOf(world, { storeIds: [root.public_id] });
    expect(await whole.get<{ items: unknown[] }>("/stores")).toHaveProperty("items.length", 3);
  });

  test("says on which day it was last used", async () => {
    const one = await posOf(world);
    expect((await keyRow(one.keyId)).last_used_on).toBeNull();
    await one.get("/stores");
    expect((await keyRow(one.keyId)).last_used_on).toBe("2026-11-21");
  });
});

describe("a write", () => {
  test("needs an Idempotency-Key", async () => {
    const headers = { authorization: `Bearer ${pos.token}` };
    const answer = await pos.client.refused("POST", "/api/v1/purchases", { headers, body: {} });
    expect(answer).toMatchObject({ status: 400, error: { code: "idempotency.missing" } });
  });

  test("sent 2 times is done once and answered alike; with another amount it is 422", async () => {
    const key = newKey();
    const receiptNumber = newKey();
    const first = await pos.sell(memberId, stores[0], 1100, { receiptNumber }, key);
    expect(await pos.sell(memberId, stores[0], 1100, { receiptNumber }, key)).toEqual(first);
    const other = {
      who: { memberId },
      storeId: stores[0],
      tillId: "1",
      receiptNumber,
      basket: basketOf(1101),
    };
    expect(await pos.refused("POST", "/purchases", other, key)).toMatchObject({
      status: 422,
      code: "idempotency.mismatch",
    });
    const entries = await world.deps.database.point
      .selectFrom("entry")
      .select("entry_id")
      .where("purchase_id", "=", first.purchaseId)
      .execute();
    expect(entries).toHaveLength(1);
  });

  test("sent by 8 requests at once with one key is one sale", async () => {
    const key = newKey();
    const more = { receiptNumber: newKey() };
    const sold = await Promise.all(
      Array.from({ length: 8 }, () => pos.sell(memberId, stores[0], 550, more, key)),
    );
    expect(new Set(sold.map(({ purchaseId }) => purchaseId)).size).toBe(1);
  });

  test("finds its answer after the key was rotated, while the old token still works for 2 hours", async () => {
    const before = await posOf(world);
    const key = newKey();
    const more = { receiptNumber: newKey() };
    const first = await before.sell(memberId, stores[0], 1100, more, key);
    const { token, key: made } = await rotateKey(world.deps, operator, before.keyId, 2);
    const after = posWith(world.origin, token, made.keyId);
    expect(await after.sell(memberId, stores[0], 1100, more, key)).toEqual(first);
    expect(await before.sell(memberId, stores[0], 1100, more, key)).toEqual(first);
    world.clock.advanceBy(2 * 3_600_000);
    expect(await before.refused("GET", "/stores")).toMatchObject({ status: 401, code: "key.expired" });
    expect(await after.sell(memberId, stores[0], 1100, more, key)).toEqual(first);
    await revokeKey(world.deps, operator, made.keyId);
    expect(await after.refused("GET", "/stores")).toMatchObject({ status: 401, code: "key.revoked" });
  });

  test("with the same Idempotency-Key of another system is another write", async () => {
    const other = await posOf(world);
    const key = newKey();
    const mine = await pos.sell(memberId, stores[0], 1100, {}, key);
    expect((await other.sell(memberId, stores[0], 1100, {}, key)).purchaseId).not.toBe(mine.purchaseId);
  });
});

describe("a limit of 3 a minute", () => {
  const headersOf = async (one: Pos) => {
    const headers = { authorization: `Bearer ${one.token}` };
    const answer = await one.client.ask<{ error?: { code: string } }>("GET", "/api/v1/stores", { headers });
    const told = ["ratelimit-limit", "ratelimit-remaining", "ratelimit-reset", "retry-after"];
    return [answer.status, ...told.map((name) => answer.headers.get(name))];
  };

  test("is told in every answer, ends in 429 with Retry-After, and begins anew with the next minute", async () => {
    const one = await posOf(world, { perMinuteMax: 3 });
    world.clock.setTo(Math.ceil(world.clock.nowMs() / 60_000) * 60_000 + 15_000);
    expect(await headersOf(one)).toEqual([200, "3", "2", "45", null]);
    expect(await headersOf(one)).toEqual([200, "3", "1", "45", null]);
    expect(await headersOf(one)).toEqual([200, "3", "0", "45", null]);
    expect(await headersOf(one)).toEqual([429, "3", "0", "45", "45"]);
    world.clock.advanceBy(45_000);
    expect(await headersOf(one)).toEqual([200, "3", "2", "60", null]);
  });

  test("lets 3 of 12 requests at once through, and is shared by a rotated key", async () => {
    const one = await posOf(world, { perMinuteMax: 3 });
    const { token } = await rotateKey(world.deps, operator, one.keyId, 1);
    const both = [one, posWith(world.origin, token)];
    const asked = Array.from({ length: 12 }, (_, nth) => headersOf(both[nth % 2] ?? one));
    const statuses = (await Promise.all(asked)).map(([status]) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(3);
    expect(statuses.filter((status) => status === 429)).toHaveLength(9);
  });

  test("holds for wrong keys of all the world together, in 1 row, and good keys do not wait for them", async () => {
    world.clock.advanceBy(60_000);
    const wrong = { headers: { authorization: "Bearer nonsense" } };
    const ask = async () => (await pos.client.ask("GET", "/api/v1/stores", wrong)).status;
    for (let nth = 0; nth < 600; nth += 50) {
      expect(new Set(await Promise.all(Array.from({ length: 50 }, ask)))).toEqual(new Set([401]));
    }
    expect(await ask()).toBe(429);
    expect(await headersOf(pos)).toEqual([200, "600", "599", "60", null]);
    const rows = await world.deps.database.point.selectFrom("rate_window").selectAll().execute();
    expect(rows.filter(({ actor, used }) => actor === "strangers" && used === 600)).toHaveLength(1);
    world.clock.advanceBy(11 * 60_000);
    await sweep(world.deps);
    expect(await world.deps.database.point.selectFrom("rate_window").selectAll().execute()).toEqual([]);
  });
});

describe("keys are kept", () => {
  const keeper = async (name: string, store: string | undefined, role: "manager" | "staff") => {
    const till = await world.staff(name, store, role);
    const session = await world.deps.database.point
      .selectFrom("session")
      .selectAll()
      .where("line_user_id", "=", till.userId)
      .executeTakeFirstOrThrow();
    const staff = await staffOf(world.deps, { ...sessionShape, lineUserId: session.line_user_id });
    return { kind: "staff", staff } as const;
  };
  const sessionShape = {
    ...{ sessionId: "", tokenHash: "", door: "console" as const, lineName: null, linePictureUrl: null },
    ...{ storeId: null, expiresAtMs: 0 },
  };

  test("by a manager for their own store alone, never for moving points by hand, which no key of some stores does, and by staff not at all", async () => {
    const manager = await keeper("店長 一", "本店", "manager");
    const staff = await keeper("店員 二", "本店", "staff");
    const wish = { name: "EC", scopes: ["quotes" as const], storeIds: [stores[0]] };
    const made: KeyMade = await makeKey(world.deps, manager, wish);
    expect(made.key).toMatchObject({ status: "active", stores: [{ name: "本店" }] });
    const forbidden = { code: "session.forbidden" };
    await expect(makeKey(world.deps, staff, wish)).rejects.toMatchObject(forbidden);
    await expect(makeKey(world.deps, manager, { ...wish, storeIds: null })).rejects.toMatchObject(forbidden);
    await expect(makeKey(world.deps, manager, { ...wish, storeIds: [stores[1]] })).rejects.toMatchObject(
      forbidden,
    );
    const moving = { ...wish, scopes: ["adjustments" as const] };
    await expect(makeKey(world.deps, manager, moving)).rejects.toMatchObject(forbidden);
    const operator = { kind: "operator" } as const;
    const refused = { code: "request.invalid", details: { fields: [{ field: "scopes" }] } };
    await expect(makeKey(world.deps, operator, moving)).rejects.toMatchObject(refused);
    expect(await makeKey(world.deps, operator, { ...moving, storeIds: null })).toMatchObject({
      key: { stores: null, scopes: ["adjustments"] },
    });
    const seen: KeyList = await listKeys(world.deps, manager);
    expect(seen.keys.map(({ name }) => name)).toContain("EC");
    expect(seen.keys.every((key) => key.stores?.every(({ publicId }) => publicId === stores[0]))).toBe(true);
    await expect(revokeKey(world.deps, manager, pos.keyId)).rejects.toMatchObject({ code: "key.not_found" });
    const audit = await world.deps.database.point
      .selectFrom("audit")
      .select(["actor_kind", "action"])
      .where("subject", "=", `key:${made.key.keyId}`)
      .execute();
    expect(audit).toEqual([{ actor_kind: "staff", action: "integrations.make_key" }]);
  });
});
