import { codeOf, type Purpose, type Sign, stepAt } from "../../shared/card/code.ts";
import { deriveCardKey, fromBase64Url, type Subtle, signerOf, toBase64Url } from "../../shared/card/key.ts";
import type { CardHome, Enrolled } from "../../shared/card/schema.ts";
import type { CardSession } from "../../shared/members/schema.ts";
import type {
  Quote,
  Receipt,
  Refund,
  RefundAsked,
  RefundQuote,
  Scanned,
} from "../../shared/purchases/schema.ts";
import type { Invitation, TillState } from "../../shared/stores/schema.ts";
import type { Emulator } from "../emulator/index.ts";
import { type Client, clientOf } from "./browser-like.ts";

export interface Place {
  readonly origin: string;
  readonly emulator: Emulator;
  readonly loginChannelId: string;
  readonly nowMs: () => number;
}

/** A person with LINE and our card in it. */
export interface Phone {
  readonly userId: string;
  readonly client: Client;
  idToken(): Promise<string>;
  signIn(): Promise<CardSession>;
  join(): Promise<CardHome>;
  home(): Promise<CardHome>;
  /** Enrols this phone anew. */
  enroll(deviceId?: string): Promise<Enrolled>;
  /** The code on the screen; `atMs` is what this phone takes for the time. */
  code(purpose?: Purpose, atMs?: number): Promise<string>;
}

export function phoneOf(place: Place, name: string): Phone {
  const user = place.emulator.addUser({ displayName: name });
  place.emulator.follow(user.userId);
  const client = clientOf(place.origin);
  let card: { handle: string; sign: Sign } | null = null;
  const phone: Phone = {
    userId: user.userId,
    client,
    idToken: () => place.emulator.issueIdToken({ userId: user.userId, channelId: place.loginChannelId }),
    signIn: async () => client.ok("POST", "/api/card/session", { body: { idToken: await phone.idToken() } }),
    async join() {
      const session = await phone.signIn();
      if (session.status === "member") return phone.home();
      const termsVersion = session.terms.version;
      return client.ok("POST", "/api/card/join", {
        body: { termsVersion, acceptTerms: true, acceptData: true, language: "ja" },
      });
    },
    home: () => client.ok("GET", "/api/card/home"),
    async enroll(deviceId = `device-of-${user.userId}`) {
      const { enrolled, sign } = await enrollWith(client, deviceId);
      card = { handle: enrolled.handle, sign };
      return enrolled;
    },
    async code(purpose = 7, atMs = place.nowMs()) {
      if (card === null) await phone.enroll();
      if (card === null) throw new Error("enrolling left no card");
      return codeOf(card.sign, purpose, card.handle, stepAt(purpose, atMs));
    },
  };
  return phone;
}

type WebKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

/** The phone's half of the key agreement, as liff/card does it. */
export async function enrollWith(
  client: Client,
  deviceId: string,
): Promise<{ enrolled: Enrolled; sign: Sign }> {
  const subtle = webSubtle();
  const pair = await crypto.subtle.generateKey({ name: "ECDH", namedCurve: "P-256" }, false, ["deriveBits"]);
  const clientPublic = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
  const enrolled = await client.ok<Enrolled>("POST", "/api/card/enroll", {
    body: { pub: toBase64Url(clientPublic), deviceId },
  });
  const serverPublic = fromBase64Url(enrolled.serverPub);
  if (serverPublic === null) throw new Error("the server's key cannot be read");
  const { kid, handle } = enrolled;
  const agreement = { kid, handle, clientPublic, serverPublic };
  const key = await deriveCardKey(subtle, pair.privateKey, serverPublic, agreement);
  return { enrolled, sign: signerOf(subtle, key) };
}

/** Node's WebCrypto has the overloads of `Subtle`, which TypeScript cannot see through. */
function webSubtle(): Subtle<WebKey> {
  return crypto.subtle as unknown as Subtle<WebKey>;
}

/** A till with a member of staff at it. */
export interface Till {
  readonly userId: string;
  readonly client: Client;
  signIn(invitation?: string): Promise<TillState>;
  choose(storeName: string): Promise<TillState>;
  scan(code: string, intent?: "earn" | "spend"): Promise<Scanned>;
  quote(scanId: string, amountYen: number, pointsToUse?: number): Promise<Quote>;
  sell(scanId: string, amountYen: number, pointsToUse?: number, key?: string): Promise<Receipt>;
  undo(purchaseId: string, key?: string): Promise<Receipt>;
  quoteReturn(purchaseId: string, asked: RefundAsked): Promise<RefundQuote>;
  takeBack(purchaseId: string, asked: RefundAsked, key?: string): Promise<Refund>;
  invite(role: "manager" | "staff", storeName: string | null): Promise<Invitation>;
}

let keys = 0;
/** A client's own id of a write: any text will do, as long as it is a new one. */
export function newKey(): string {
  keys += 1;
  return `test-key-${process.pid}-${keys}`;
}

export function tillOf(place: Place, name: string): Till {
  const user = place.emulator.addUser({ displayName: name });
  const client = clientOf(place.origin);
  const storeNamed = async (storeName: string): Promise<string> => {
    const { stores } = await client.ok<TillState>("GET", "/api/till/me");
    const found = stores.find((store) => store.name === storeName);
    if (found === undefined) throw new Error(`there is no store ${storeName} for this person`);
    return found.publicId;
  };
  return {
    userId: user.userId,
    client,
    async signIn(invitation) {
      const wanted = { userId: user.userId, channelId: place.loginChannelId };
      const idToken = await place.emulator.issueIdToken(wanted);
      const body = invitation === undefined ? { idToken } : { idToken, invitation };
      return client.ok("POST", "/api/till/session", { body });
    },
    choose: async (storeName) =>
      client.ok("POST", "/api/till/store", { body: { storeId: await storeNamed(storeName) } }),
    scan: (code, intent) =>
      client.ok("POST", "/api/till/scans", {
        body: { code, source: "camera", ...(intent === undefined ? {} : { intent }) },
      }),
    quote: (scanId, amountYen, pointsToUse = 0) =>
      client.ok("POST", "/api/till/quotes", { body: { scanId, amountYen, pointsToUse } }),
    sell: (scanId, amountYen, pointsToUse = 0, key = newKey()) =>
      client.ok("POST", "/api/till/purchases", { key, body: { scanId, amountYen, pointsToUse } }),
    undo: (purchaseId, key = newKey()) =>
      client.ok("POST", `/api/till/purchases/${purchaseId}/void`, { key, body: {} }),
    quoteReturn: (purchaseId, body) =>
      client.ok("POST", `/api/till/purchases/${purchaseId}/refunds/quote`, { body }),
    takeBack: (purchaseId, body, key = newKey()) =>
      client.ok("POST", `/api/till/purchases/${purchaseId}/refunds`, { key, body }),
    invite: async (role, storeName) =>
      client.ok("POST", "/api/till/invitations", {
        body: { role, storeId: storeName === null ? null : await storeNamed(storeName) },
      }),
  };
}

/** The secret in an invitation or set-up link. */
export function secretIn(url: string): string {
  return new URL(url).searchParams.get("invitation") ?? "";
}
