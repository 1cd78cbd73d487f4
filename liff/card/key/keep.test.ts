import { describe, expect, it } from "vitest";
import { bytesOf } from "../../../shared/card/check-vectors.ts";
import {
  confirmationOf,
  deriveCardKey,
  fromBase64Url,
  signerOf,
  toBase64Url,
} from "../../../shared/card/key.ts";
import type { Enroll, Enrolled } from "../../../shared/card/schema.ts";
import { enrollDevice, KeyMismatch } from "./enroll.ts";
import { keepKey, readCard } from "./keep.ts";
import { type CardStore, openCardStore, type Stored, type StoredKey } from "./store.ts";
import { webSubtle } from "./subtle.ts";

const { subtle } = crypto;
const HANDLE = "0358194627";

function hmacKey(hex: string): Promise<CryptoKey> {
  return subtle.importKey("raw", bytesOf(hex), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
}

async function storedKey(hex = "11".repeat(32)): Promise<StoredKey> {
  return { memberId: "m1", handle: HANDLE, key: await hmacKey(hex), notAfterMs: 2, rotateAfterMs: 1 };
}

/** A store in memory that a test can break in one place. */
function memoryStore(broken: Partial<CardStore> = {}): CardStore & { stored: Stored; cleared: number } {
  const store = {
    stored: { key: null, seen: null } as Stored,
    cleared: 0,
    read: async () => store.stored,
    writeKey: async (key: StoredKey) => {
      store.stored = { ...store.stored, key };
    },
    writeSeen: async () => {},
    readWallet: async () => null,
    writeWallet: async () => {},
    clear: async () => {
      store.cleared++;
      store.stored = { key: null, seen: null };
    },
  };
  return Object.assign(store, broken);
}

describe("keeping a key", () => {
  it("trusts a store whose key signs the same after reading it back", async () => {
    const store = memoryStore();
    expect(await keepKey(store, await storedKey(), subtle)).toBe(true);
    expect(store.cleared).toBe(0);
  });

  it("falls back to memory where the browser has no IndexedDB", async () => {
    const store = openCardStore(undefined);
    expect(await keepKey(store, await storedKey(), subtle)).toBe(false);
    expect(await readCard(store)).toEqual({ key: null, seen: null });
  });

  it("falls back to memory where a put of a CryptoKey throws, as in Lockdown Mode", async () => {
    const writeKey = () => Promise.reject(new DOMException("could not be cloned", "DataCloneError"));
    expect(await keepKey(memoryStore({ writeKey }), await storedKey(), subtle)).toBe(false);
  });

  it("falls back to memory, and clears, where a put succeeds but gives back null", async () => {
    const store = memoryStore({ read: async () => ({ key: null, seen: null }) });
    expect(await keepKey(store, await storedKey(), subtle)).toBe(false);
    expect(store.cleared).toBe(1);
  });

  it("does not trust a store that gives back another key", async () => {
    const other = await storedKey("22".repeat(32));
    const store = memoryStore({ read: async () => ({ key: other, seen: null }) });
    expect(await keepKey(store, await storedKey(), subtle)).toBe(false);
  });
});

/** The server's half of the agreement, with a fresh key pair. */
async function serverAnswer(body: Enroll, spoil: Partial<Enrolled> = {}): Promise<Enrolled> {
  const pair = await subtle.generateKey({ name: "ECDH", namedCurve: "P-256" }, false, ["deriveBits"]);
  const serverPublic = new Uint8Array(await subtle.exportKey("raw", pair.publicKey));
  const clientPublic = fromBase64Url(body.pub);
  if (clientPublic === null) throw new Error("not base64url");
  const web = webSubtle(subtle);
  const agreement = { kid: 1, handle: HANDLE, clientPublic, serverPublic };
  const sign = signerOf(web, await deriveCardKey(web, pair.privateKey, clientPublic, agreement));
  return {
    handle: HANDLE,
    kid: 1,
    serverPub: toBase64Url(serverPublic),
    confirm: toBase64Url(await confirmationOf(sign, HANDLE)),
    serverTimeMs: 0,
    notAfterMs: 604_800_000,
    rotateAfterMs: 86_400_000,
    ...spoil,
  };
}

describe("enrolling a device", () => {
  it("arrives at the server's key, which cannot be exported", async () => {
    const key = await enrollDevice(subtle, "m1", "a".repeat(32), (body) => serverAnswer(body));
    expect(key).toMatchObject({ memberId: "m1", handle: HANDLE, notAfterMs: 604_800_000 });
    expect(key.key.extractable).toBe(false);
  });

  it("sends a public key of 65 bytes and never anything private", async () => {
    const sent: Enroll[] = [];
    await enrollDevice(subtle, "m1", "a".repeat(32), (body) => {
      sent.push(body);
      return serverAnswer(body);
    });
    expect(sent).toEqual([{ pub: expect.any(String), deviceId: "a".repeat(32), ua: expect.any(String) }]);
    expect(fromBase64Url(sent[0]?.pub ?? "")).toHaveLength(65);
  });

  it("refuses a server that confirms another key, or counts another handle in", async () => {
    const wrongConfirm = (body: Enroll) => serverAnswer(body, { confirm: "AAAAAAAAAAA" });
    await expect(enrollDevice(subtle, "m1", "a", wrongConfirm)).rejects.toThrow(KeyMismatch);
    const wrongHandle = (body: Enroll) => serverAnswer(body, { handle: "0000000000" });
    await expect(enrollDevice(subtle, "m1", "a", wrongHandle)).rejects.toThrow(KeyMismatch);
  });
});
