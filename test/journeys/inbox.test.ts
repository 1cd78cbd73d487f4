import { createHmac } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { shop } from "../demo/shop.ts";
import { webhookJson } from "../emulator/webhooks.ts";
import { clientOf } from "../support/browser-like.ts";
import { eventually } from "../support/clock.ts";
import { refuses, rowsOf, tally } from "../support/evidence.ts";
import { openWorld, type World } from "../support/world.ts";

const oldSecret = "00000000000000000000000000000old";

let world: World;
beforeEach(async () => {
  world = await openWorld({
    settings: (usual) => ({ ...usual, line: { ...usual.line, messagingChannelSecretOld: oldSecret } }),
  });
});
afterEach(() => world.close());

const user = (n: number): string => `U${String(n).padStart(32, "0")}`;
const eventId = (n: number): string => `01HMQGW40RZJPJM3RAJ${String(n).padStart(7, "0")}`;

interface Told {
  readonly n: number;
  readonly type: string;
  readonly userId?: string;
  readonly atMs?: number;
  readonly more?: object;
}

function event({ n, type, userId, atMs = 1000 + n, more = {} }: Told): object {
  const source = userId === undefined ? {} : { source: { type: "user", userId } };
  const common = { mode: "active", timestamp: atMs, webhookEventId: eventId(n), ...source };
  return { type, ...common, deliveryContext: { isRedelivery: false }, ...more };
}

function bodyOf(...events: unknown[]): string {
  return webhookJson({ destination: "U8e742f61d673b39c7fff3cecb7536ef0", events });
}

async function deliver(...events: unknown[]): Promise<number | null> {
  return (await world.emulator.sendRawWebhook({ body: bodyOf(...events) })).status;
}

/** Who follows, as the server knows it. */
async function following(): Promise<Record<string, number>> {
  const rows = await world.deps.database.point.selectFrom("line_friend").selectAll().execute();
  return Object.fromEntries(rows.map((row) => [row.line_user_id, row.following]));
}

async function statuses(): Promise<Record<string, number>> {
  const rows = await world.deps.database.point.selectFrom("line_event").select("status").execute();
  return tally(rows.map(({ status }) => status));
}

describe("events of LINE", () => {
  test("delivered five times, marked and unmarked, in one request and in parallel, count once", async () => {
    const follow = event({ n: 1, type: "follow", userId: user(1) });
    const again = event({
      n: 1,
      type: "follow",
      userId: user(1),
      more: { deliveryContext: { isRedelivery: true } },
    });
    const met = await Promise.all([deliver(follow), deliver(follow), deliver(again), deliver(follow, again)]);
    expect(met).toEqual([200, 200, 200, 200]);
    expect(await deliver(follow)).toBe(200);
    await world.settled();
    expect(await rowsOf(world, "line_event")).toHaveLength(1);
    expect(await following()).toEqual({ [user(1)]: 1 });
  });

  test("that come late do not undo a newer one: an older unfollow after a newer follow", async () => {
    await deliver(event({ n: 1, type: "follow", userId: user(1), atMs: 5000 }));
    await world.settled();
    await deliver(event({ n: 2, type: "unfollow", userId: user(1), atMs: 4000 }));
    await world.settled();
    expect(await following()).toEqual({ [user(1)]: 1 });
    await deliver(event({ n: 3, type: "unfollow", userId: user(1), atMs: 6000 }));
    await world.settled();
    expect(await following()).toEqual({ [user(1)]: 0 });
    expect(await statuses()).toEqual({ done: 3 });
  });

  test("100 in one request, of several people, with poison and unknown ones among them, are all looked at", async () => {
    const events = Array.from({ length: 100 }, (_, n) => {
      if (n === 40) return event({ n, type: "follow", userId: "somebody" });
      if (n === 43) return event({ n, type: "follow" });
      if (n === 41) return { type: "follow", timestamp: "yesterday" };
      if (n === 42) return "not even an object";
      if (n % 10 === 5)
        return event({ n, type: "somethingNew", userId: user(n), more: { news: { deep: [null] } } });
      return event({ n, type: n % 10 === 7 ? "unfollow" : "follow", userId: user(n % 10) });
    });
    expect(await deliver(...events)).toBe(200);
    await eventually(async () => (await statuses()).waiting === 1, "only the poison one waits");
    expect(await statuses()).toEqual({ done: 86, ignored: 11, waiting: 1 });
    expect(await following()).toMatchObject({ [user(1)]: 1, [user(7)]: 0, [user(9)]: 1 });
  });

  test("that cannot be worked on lie dead after 8 tries, still to be seen with why", async () => {
    await deliver(event({ n: 1, type: "follow", userId: "somebody" }));
    for (let n = 0; n < 8; n++) {
      await eventually(
        async () =>
          (await world.deps.database.point.selectFrom("line_event").select("attempts").executeTakeFirst())
            ?.attempts ===
          n + 1,
        `it was tried ${n + 1} times`,
      );
      world.clock.advanceBy(300_000);
    }
    const [row] = await world.deps.database.point.selectFrom("line_event").selectAll().execute();
    expect(row).toMatchObject({
      status: "dead",
      attempts: 8,
      failure: expect.stringContaining("Invalid string"),
    });
  });

  test("of an empty list are LINE looking whether we are here: 200, and nothing is kept", async () => {
    expect(await deliver()).toBe(200);
    expect(await rowsOf(world, "line_event")).toEqual([]);
  });

  test("are kept before the 200 is said, whoever works on them later", async () => {
    const still = await openWorld({ ticks: false });
    const body = bodyOf(event({ n: 1, type: "follow", userId: user(1) }));
    expect((await still.emulator.sendRawWebhook({ body })).status).toBe(200);
    expect(await rowsOf(still, "line_event")).toMatchObject([{ status: "waiting", attempts: 0 }]);
    await still.close();
  });

  test("with an emoji, which LINE escapes, are signed and kept as they came", async () => {
    const text = "やった🤨🎉";
    const body = bodyOf(
      event({ n: 1, type: "message", userId: user(1), more: { message: { type: "text", text } } }),
    );
    expect(body).toContain("\\uD83E\\uDD28");
    const still = await openWorld({ ticks: false });
    expect((await still.emulator.sendRawWebhook({ body })).status).toBe(200);
    const [row] = await still.deps.database.point.selectFrom("line_event").select("body").execute();
    expect(JSON.parse(row?.body ?? "").message.text).toBe(text);
    await still.close();
  });

  test("of 2,000 webhooks of one address, a minute's worth sent as fast as 20 connections can: none refused, none slower than 2 s", async () => {
    const tookMs: number[] = [];
    const sending = Array.from({ length: 20 }, async (_, sender) => {
      for (let i = 0; i < 100; i++) {
        const n = sender * 100 + i;
        const body = bodyOf(event({ n, type: "somethingNew", userId: user(n) }));
        const sent = await world.emulator.sendRawWebhook({ body });
        expect(sent.status).toBe(200);
        tookMs.push(sent.tookMs);
      }
    });
    await Promise.all(sending);
    expect(Math.max(...tookMs)).toBeLessThan(2_000);
    expect(await rowsOf(world, "line_event")).toHaveLength(2_000);
  }, 60_000);

  test("100 in one body are answered inside 2 s, while those before them are worked on", async () => {
    for (let round = 0; round < 5; round++) {
      const events = Array.from({ length: 100 }, (_, at) => {
        const n = round * 100 + at;
        const message = { type: "text", id: String(n), text: at % 2 === 0 ? "ポイント" : "こんにちは" };
        return event({ n, type: "message", userId: user(n), more: { message } });
      });
      const sent = await world.emulator.sendRawWebhook({ body: bodyOf(...events) });
      expect(sent.status).toBe(200);
      expect(sent.tookMs).toBeLessThan(2_000);
    }
    await world.settled();
    expect(await statuses()).toEqual({ done: 500 });
  });

  test("of more than 1 MB are refused with 413, and of more than 1,000 events with 400", async () => {
    const large = bodyOf(event({ n: 1, type: "somethingNew", more: { news: "x".repeat(1024 * 1024) } }));
    expect((await world.emulator.sendRawWebhook({ body: large })).status).toBe(413);
    const many = bodyOf(...Array.from({ length: 1_001 }, (_, n) => event({ n, type: "somethingNew" })));
    expect((await world.emulator.sendRawWebhook({ body: many })).status).toBe(400);
    expect(await rowsOf(world, "line_event")).toEqual([]);
  });

  test("of a group, of nobody and of no kind we know change nothing and fail nothing", async () => {
    const group = { source: { type: "group", groupId: `C${"1".repeat(32)}`, userId: user(1) } };
    const text = { replyToken: "t".repeat(32), message: { type: "text", id: "1", text: "ポイント" } };
    await deliver(
      event({ n: 1, type: "message", more: { ...group, ...text } }),
      event({ n: 2, type: "accountLink", more: { link: { result: "failed", nonce: "x" } } }),
      event({ n: 3, type: "message", more: text }),
      event({ n: 4, type: "accountLink", userId: user(1), more: { link: { result: "ok", nonce: "x" } } }),
      event({
        n: 5,
        type: "videoPlayComplete",
        userId: user(1),
        more: { videoPlayComplete: { trackingId: "t" } },
      }),
      event({ n: 6, type: "membership", userId: user(1), more: { membership: { type: "joined" } } }),
    );
    await world.settled();
    expect(await statuses()).toEqual({ done: 2, ignored: 4 });
    expect(await rowsOf(world, "outbox")).toEqual([]);
  });

  test("through a person who follows, blocks and unblocks, each webhook sent twice", async () => {
    world.emulator.changeSettings({ duplicateWebhooks: true, webhookBatch: 3 });
    const phone = world.phone("佐藤 花子");
    for (const act of ["block", "unblock", "block"] as const) {
      world.clock.advanceBy(1000);
      world.emulator[act](phone.userId);
    }
    await world.settled();
    expect(await following()).toEqual({ [phone.userId]: 0 });
    expect(await statuses()).toEqual({ done: 4 });
  });
});

describe("a signature", () => {
  const body = bodyOf(event({ n: 1, type: "follow", userId: user(1) }));
  const sign = (secret: string, text: string) => createHmac("sha256", secret).update(text).digest("base64");

  const send = (signature: string | null, text = body) =>
    fetch(`${world.origin}/line/webhook`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        ...(signature === null ? {} : { "X-Line-Signature": signature }),
      },
      body: text,
    });

  test.each([
    ["missing", null],
    ["empty", ""],
    ["of another secret", sign("another secret", body)],
    ["of another body", sign(shop.messaging.channelSecret, `${body} `)],
    ["as hex", createHmac("sha256", shop.messaging.channelSecret).update(body).digest("hex")],
    ["cut short", sign(shop.messaging.channelSecret, body).slice(0, 20)],
  ])("%s is refused with 401, and nothing is kept", async (_, signature) => {
    expect((await send(signature)).status).toBe(401);
    expect(await rowsOf(world, "line_event")).toEqual([]);
  });

  test("that is wrong is refused in the reader's language, as every refusal", async () => {
    const client = clientOf(world.origin);
    const headers = { "x-line-signature": "nonsense" };
    const asked = { client, path: "/line/webhook", body: { events: [] }, headers };
    await refuses(world, { ...asked, status: 401, code: "webhook.signature" });
  });

  test("of the old secret is good while the secret is being changed, and so is a header in capitals", async () => {
    expect((await send(sign(oldSecret, body))).status).toBe(200);
    expect((await world.emulator.sendRawWebhook({ body, signature: "uppercase_header" })).status).toBe(200);
    expect(await rowsOf(world, "line_event")).toHaveLength(1);
  });

  test("of LINE's own example is good: its secret, its body, its signature", async () => {
    const vector = '{"destination":"U8e742f61d673b39c7fff3cecb7536ef0","events":[]}';
    expect(shop.messaging.channelSecret).toBe("8c570fa6dd201bb328f1c1eac23a96d8");
    expect((await send("GhRKmvmHys4Pi8DxkF4+EayaH0OqtJtaZxgTD9fMDLs=", vector)).status).toBe(200);
    expect((await send("GhRKmvmHys4Pi8DxkF4+EayaH0OqtJtaZxgTD9fMDLs=", `${vector} `)).status).toBe(401);
  });

  test.each([
    ["no JSON", "{"],
    ["no events", '{"destination":"U"}'],
    ["events that are no list", '{"events":{}}'],
    ["nothing", ""],
  ])("that is right over %s is answered 400", async (_, text) => {
    const answer = await send(sign(shop.messaging.channelSecret, text), text);
    expect(answer.status).toBe(400);
    expect(JSON.stringify(await answer.json())).toContain("webhook.body");
  });

  test("that is right over an event whose id holds a NUL does not keep the good ones out", async () => {
    const text = bodyOf(
      { ...event({ n: 1, type: "follow", userId: user(1) }), webhookEventId: "nul\u0000" },
      event({ n: 2, type: "follow", userId: user(2) }),
    );
    expect((await send(sign(shop.messaging.channelSecret, text), text)).status).toBe(200);
    await world.settled();
    expect(await following()).toEqual({ [user(2)]: 1 });
  });
});
