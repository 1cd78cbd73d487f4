import { createHmac } from "node:crypto";
import { codeOf, type Purpose, stepAt } from "../../shared/card/code.ts";
import type { Receipt, Scanned } from "../../shared/purchases/schema.ts";
import type { TillState } from "../../shared/stores/schema.ts";
import { shop } from "../demo/shop.ts";
import { type Client, clientOf } from "../support/browser-like.ts";
import { enrollWith, phoneOf, secretIn } from "../support/people.ts";
import { connectPos } from "./pos-story.ts";
import { pushesTo, type RuntimeShop } from "./shops.ts";
import { headersOf, recorded, Transcript } from "./transcript.ts";

/** One shop's day, told to a runtime request by request: what it answered, and what LINE was asked to deliver. */
export async function tellStory(place: RuntimeShop): Promise<readonly unknown[]> {
  const transcript = new Transcript([
    [place.origin, "<origin>"],
    [place.emulator.origin, "<line>"],
  ]);
  await lookAround(place, transcript);
  const phone = phoneOf(place, "佐藤 花子");
  const card = recorded(phone.client, "card", transcript);
  const codes = await becomeMember(card, await phone.idToken(), place);
  const till = recorded(clientOf(place.origin), "till", transcript);
  const owner = await openTill(place, till);
  const purchase = await sellOnce(till, codes);
  await spendAndUndo(till, card, codes);
  await lookBack(till, card, purchase, codes.handle);
  await hearFromLine(place, transcript, phone.userId);
  await transcribeDeliveries(place, transcript, phone.userId);
  await connectPos(place, transcript, owner);
  return transcript.lines;
}

const paths = [
  ["GET", "/healthz"],
  ["GET", "/readyz"],
  ["GET", "/"],
  ["GET", "/nothing/here"],
  ["GET", "/card"],
  ["GET", "/card/"],
  ["GET", "/card/history?liff.state=%2Fhistory"],
  ["GET", "/till/"],
  ["HEAD", "/till/"],
  ["GET", "/assets/app-1a2b3c.js"],
  ["GET", "/assets/reader.wasm"],
  ["GET", "/assets/none.js"],
  ["GET", "/assets/%2e%2e/card/index.html"],
  ["GET", "/assets/..%2f..%2fgoen.db"],
  ["DELETE", "/healthz"],
  ["POST", "/api/card/join"],
] as const;

/** Pages, files and dead ends, as anybody can ask for them. */
async function lookAround({ origin }: RuntimeShop, transcript: Transcript): Promise<void> {
  for (const [method, path] of paths) {
    const response = await fetch(`${origin}${path}`, { method, redirect: "manual" });
    const body = await response.text();
    transcript.add(`${method} ${path}`, {
      status: response.status,
      headers: headersOf(response.headers),
      body,
    });
  }
}

interface Codes {
  readonly handle: string;
  of(purpose: Purpose): Promise<string>;
}

/** In with a forged token, from a foreign page, and then as it should be. */
async function becomeMember(card: Client, idToken: string, place: RuntimeShop): Promise<Codes> {
  const [head = "", , signature = ""] = idToken.split(".");
  const claims = Buffer.from(JSON.stringify({ iss: "https://access.line.me", sub: `U${"0".repeat(32)}` }));
  const forged = `${head}.${claims.toString("base64url")}.${signature}`;
  await card.ask("POST", "/api/card/session", { body: { idToken: forged } });
  await card.ask("POST", "/api/card/session", { body: { idToken: "no token" } });
  await card.ask("POST", "/api/card/session", {
    body: { idToken },
    headers: { origin: "https://elsewhere.example" },
  });
  await card.ask("GET", "/api/card/home");
  const { terms } = await card.ok<{ terms: { version: number } }>("POST", "/api/card/session", {
    body: { idToken },
  });
  await card.ask("GET", "/api/card/home");
  const consent = { termsVersion: terms.version, acceptTerms: true, acceptData: true, language: "ja" };
  await card.ask("POST", "/api/card/join", { body: { ...consent, nickname: "unknown field" } });
  await card.ask("POST", "/api/card/join", { body: consent });
  await card.ask("POST", "/api/card/enroll", {
    body: { pub: "A".repeat(87), deviceId: "device-0123456789" },
  });
  const { enrolled, sign } = await enrollWith(card, "device-0123456789");
  const { handle } = enrolled;
  const of = (purpose: Purpose) => codeOf(sign, purpose, handle, stepAt(purpose, place.nowMs()));
  return { handle, of };
}

/** Gives the owner's LINE user. */
async function openTill(place: RuntimeShop, till: Client): Promise<string> {
  const owner = place.emulator.addUser({ displayName: "縁田 結" });
  const idToken = await place.emulator.issueIdToken({
    userId: owner.userId,
    channelId: place.loginChannelId,
  });
  await till.ask("POST", "/api/till/session", { body: { idToken } });
  const invitation = secretIn(place.ownerLink);
  const { stores } = await till.ok<TillState>("POST", "/api/till/session", { body: { idToken, invitation } });
  const storeId = stores.find(({ name }) => name === shop.stores[0].name)?.publicId;
  await till.ask("POST", "/api/till/store", { body: { storeId } });
  await till.ask("GET", "/api/till/staff");
  return owner.userId;
}

/** A sale that earns, with every slip of the finger on the way. */
async function sellOnce(till: Client, codes: Codes): Promise<Receipt> {
  const scan = (code: string) => till.ask("POST", "/api/till/scans", { body: { code, source: "camera" } });
  await scan("hello");
  const code = await codes.of(7);
  await scan(`${code.slice(0, -1)}${(Number(code.at(-1)) + 1) % 10}`);
  const { scanId } = await till.ok<Scanned>("POST", "/api/till/scans", { body: { code, source: "wedge" } });
  await scan(code);
  const body = { scanId, amountYen: 1280, pointsToUse: 0 };
  for (const wrong of [0, -5, 12.5, 2_000_000, "1280", null]) {
    await till.ask("POST", "/api/till/quotes", { body: { ...body, amountYen: wrong } });
  }
  await till.ask("POST", "/api/till/quotes", { body });
  await till.ask("POST", "/api/till/quotes", { body: { ...body, pointsToUse: 1 } });
  await till.ask("POST", "/api/till/purchases", { body });
  await till.ask("POST", "/api/till/purchases", { body: "{", key: "first-sale-1" });
  await till.ask("POST", "/api/till/purchases", { body: "x".repeat(70_000), key: "first-sale-1" });
  const receipt = await till.ok<Receipt>("POST", "/api/till/purchases", { body, key: "first-sale-1" });
  await till.ask("POST", "/api/till/purchases", { body, key: "first-sale-1" });
  await till.ask("POST", "/api/till/purchases", { body: { ...body, amountYen: 1281 }, key: "first-sale-1" });
  await till.ask("POST", "/api/till/purchases", { body, key: "second-key-1" });
  return receipt;
}

async function spendAndUndo(till: Client, card: Client, codes: Codes): Promise<void> {
  const asked = { code: await codes.of(8), source: "camera", intent: "spend" };
  const { scanId } = await till.ok<Scanned>("POST", "/api/till/scans", { body: asked });
  const body = { scanId, amountYen: 500, pointsToUse: 10 };
  await till.ask("POST", "/api/till/purchases", {
    body: { ...body, pointsToUse: 13 },
    key: "too-many-points",
  });
  const { purchaseId } = await till.ok<Receipt>("POST", "/api/till/purchases", {
    body,
    key: "spending-sale",
  });
  await card.ask("GET", "/api/card/home");
  await till.ask("POST", `/api/till/purchases/${purchaseId}/void`, { body: {}, key: "undo-the-sale" });
  await till.ask("POST", `/api/till/purchases/${purchaseId}/void`, { body: {}, key: "undo-the-sale" });
  await till.ask("POST", `/api/till/purchases/${purchaseId}/void`, { body: {}, key: "undo-once-more" });
}

async function lookBack(till: Client, card: Client, receipt: Receipt, handle: string): Promise<void> {
  await till.ask("GET", `/api/till/purchases/${receipt.purchaseId}`);
  await till.ask("GET", "/api/till/purchases");
  await till.ask("GET", "/api/till/purchases?before=nonsense");
  await card.ask("GET", "/api/card/history");
  await card.ask("GET", `/api/card/heartbeat?handle=${handle}&after=0`);
  await card.ask("GET", "/api/card/heartbeat?after=-1");
  await card.ask("GET", "/api/till/purchases");
  await till.ask("POST", "/api/till/signout", { body: {} });
  await till.ask("GET", "/api/till/me");
}

/** Webhooks as LINE signs them, and as others would. */
async function hearFromLine(place: RuntimeShop, transcript: Transcript, userId: string): Promise<void> {
  const event = {
    type: "follow",
    webhookEventId: "01KAK2WZ3N5Y3V4J6M7P8Q9R0S",
    timestamp: 1_763_694_000_000,
    mode: "active",
    replyToken: "0".repeat(32),
    source: { type: "user", userId },
    deliveryContext: { isRedelivery: false },
    follow: { isUnblocked: false },
  };
  const good = JSON.stringify({ destination: `U${"0".repeat(32)}`, events: [event], note: "😀" });
  const sign = (text: string) =>
    createHmac("sha256", shop.messaging.channelSecret).update(text).digest("base64");
  const send = async (what: string, body: string, signature: string | null): Promise<void> => {
    const headers = signature === null ? {} : { "x-line-signature": signature };
    const response = await fetch(`${place.origin}/line/webhook`, { method: "POST", body, headers });
    const answer = {
      status: response.status,
      headers: headersOf(response.headers),
      body: await response.json(),
    };
    transcript.add(`webhook ${what}`, answer);
  };
  await send("without a signature", good, null);
  await send("with another's signature", good, sign(`${good} `));
  await send("with a signature that is no base64", good, "***");
  await send("well signed, not JSON", "{", sign("{"));
  await send("well signed, and empty as LINE's console sends it", '{"events":[]}', sign('{"events":[]}'));
  await send("well signed", good, sign(good));
  await send("the same once more", good, sign(good));
}

/** Two receipts and the notice of the undone sale, each once, however often the scheduled work is called for. */
async function transcribeDeliveries(
  place: RuntimeShop,
  transcript: Transcript,
  userId: string,
): Promise<void> {
  await place.schedule();
  await pushesTo(place, userId, 3);
  await place.schedule();
  const pushes = await pushesTo(place, userId, 3);
  const messages = pushes.map((push) => JSON.stringify(push.messages)).sort();
  transcript.add("delivered", { keys: new Set(pushes.map(({ retryKey }) => retryKey)).size, messages });
}
