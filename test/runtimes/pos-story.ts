import type { KeyMade } from "../../shared/integrations/schema.ts";
import type { Hold } from "../../shared/purchases/holds.ts";
import type { Receipt } from "../../shared/purchases/schema.ts";
import { type Client, clientOf } from "../support/browser-like.ts";
import { phoneOf } from "../support/people.ts";
import type { RuntimeShop } from "./shops.ts";
import { recorded, type Transcript } from "./transcript.ts";

/** Another system connects: a key from the console, a sale, a return, a hold, and what it gets wrong. */
export async function connectPos(
  place: RuntimeShop,
  transcript: Transcript,
  ownerUserId: string,
): Promise<void> {
  const owner = recorded(clientOf(place.origin), "console", transcript);
  const idToken = await place.emulator.issueIdToken({
    userId: ownerUserId,
    channelId: place.loginChannelId,
  });
  await owner.ask("POST", "/api/console/session", { body: { idToken } });
  const scopes = ["scans", "members:read", "quotes", "purchases", "refunds", "holds", "adjustments"];
  const asked = { name: "POS", scopes: [...scopes, "ledger:read"], storeIds: null };
  await owner.ask("POST", "/api/console/keys", { body: { ...asked, scopes: ["everything"] } });
  const { key, token } = await owner.ok<KeyMade>("POST", "/api/console/keys", { body: asked });
  await owner.ask("GET", "/api/console/keys");

  const phone = phoneOf(place, "鈴木 一郎");
  const { member } = await phone.join();
  const pos = withToken(recorded(clientOf(place.origin), "pos", transcript), token);
  await sellAsPos(pos, { memberId: member.publicId, code: await phone.code(8) });
  await owner.ask("DELETE", `/api/console/keys/${key.keyId}`);
  await pos.ask("GET", "/api/v1/stores");
  await withToken(pos, "nonsense").ask("GET", "/api/v1/stores");
  await pos.ask("DELETE", "/api/v1/purchases");
  for (const path of ["/openapi.json", "/docs/api", "/docs/api/ja", "/docs/api.css"]) {
    const answer = await fetch(`${place.origin}${path}`);
    transcript.add(`GET ${path}`, { status: answer.status, length: (await answer.text()).length > 1000 });
  }
}

async function sellAsPos(pos: Client, { memberId, code }: { memberId: string; code: string }): Promise<void> {
  const { items } = await pos.ok<{ items: readonly { storeId: string }[] }>("GET", "/api/v1/stores");
  const at = { storeId: items[0]?.storeId ?? "", tillId: "1" };
  const basket = {
    amountsAre: "tax_included",
    lines: [
      { lineId: "1", quantity: 1, amountYen: 1080, taxPerMille: 80 },
      { lineId: "2", quantity: 2, amountYen: 1100, taxPerMille: 100 },
    ],
  };
  const who = { memberId };
  await pos.ask("POST", "/api/v1/quotes", { body: { who, storeId: at.storeId, basket } });
  const body = { ...at, who, basket, receiptNumber: "0001" };
  await pos.ask("POST", "/api/v1/purchases", { body });
  await pos.ask("POST", "/api/v1/purchases", { body: { ...body, colour: "red" }, key: "pos-sale-1" });
  const { purchaseId } = await pos.ok<Receipt>("POST", "/api/v1/purchases", { body, key: "pos-sale-1" });
  await pos.ask("POST", "/api/v1/purchases", { body, key: "pos-sale-1" });
  await pos.ask("POST", "/api/v1/purchases", { body: { ...body, tillId: "2" }, key: "pos-sale-1" });
  await pos.ask("POST", "/api/v1/purchases", { body, key: "pos-sale-2" });
  const back = { lines: [{ lineId: "2", quantity: 1 }] };
  await pos.ask("POST", `/api/v1/purchases/${purchaseId}/refunds`, { body: back, key: "pos-refund-1" });
  await pos.ask("GET", `/api/v1/purchases/${purchaseId}`);

  const read = { ...at, code, intent: "spend" };
  const { scanId } = await pos.ok<{ scanId: string }>("POST", "/api/v1/scans", {
    body: read,
    key: "pos-scan-1",
  });
  await pos.ask("POST", "/api/v1/holds", { body: { ...at, who, points: 10 }, key: "pos-hold-0" });
  const { holdId } = await pos.ok<Hold>("POST", "/api/v1/holds", {
    body: { ...at, who: { scanId }, points: 10 },
    key: "pos-hold-1",
  });
  const paid = { receiptNumber: "0002", pointsToUse: 10, basket };
  await pos.ask("POST", `/api/v1/holds/${holdId}/commit`, { body: paid, key: "pos-commit-1" });
  await pos.ask("POST", `/api/v1/holds/${holdId}/release`, { body: {}, key: "pos-release-1" });
  const adjustment = { memberId, points: 5, reasonCode: "apology" };
  await pos.ask("POST", "/api/v1/adjustments", { body: adjustment, key: "pos-adjust-1" });
  await pos.ask("POST", `/api/v1/purchases/${purchaseId}/void`, { body: {}, key: "pos-void-1" });
  await pos.ask("GET", `/api/v1/members/${memberId}`);
  await pos.ask("GET", `/api/v1/members/${memberId}/ledger?limit=3`);
  await pos.ask("GET", "/api/v1/purchases/nothing");
}

function withToken(client: Client, token: string): Client {
  const authorization = `Bearer ${token}`;
  const withIt = (ask: Parameters<Client["ask"]>[2] = {}) => ({
    ...ask,
    headers: { ...ask.headers, authorization },
  });
  return {
    ...client,
    ask: (method, path, ask) => client.ask(method, path, withIt(ask)),
    ok: (method, path, ask) => client.ok(method, path, withIt(ask)),
  };
}
