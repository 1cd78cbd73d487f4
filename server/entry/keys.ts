/** `npm run keys`: a new card key, to be put at the end of CARD_KEYS. The keys before it stay until they have run out. */
import { createECDH } from "node:crypto";
import { parseCardKeys } from "../platform/settings.ts";

const existing = parseCardKeys(process.env.CARD_KEYS ?? "") ?? [];
const kid = Math.max(0, ...existing.map((key) => key.kid)) + 1;
const ecdh = createECDH("prime256v1");
ecdh.generateKeys();
const key = `${kid}:${ecdh.getPrivateKey().toString("base64url").padStart(43, "A")}`;
console.log(`CARD_KEYS=${process.env.CARD_KEYS === undefined ? key : `${process.env.CARD_KEYS},${key}`}`);
