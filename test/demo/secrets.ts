import { createECDH } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";

export interface DemoSecrets {
  /** As CARD_KEYS: `1:base64url`. */
  readonly cardKeys: string;
}

/** Made at the first start and kept, so that cards shown before a restart still work after it. */
export function demoSecrets(folder: string): DemoSecrets {
  const file = `${folder}/secrets.json`;
  if (!existsSync(file)) {
    const ecdh = createECDH("prime256v1");
    ecdh.generateKeys();
    const scalar = Buffer.concat([Buffer.alloc(32), ecdh.getPrivateKey()]).subarray(-32);
    writeFileSync(file, JSON.stringify({ cardKeys: `1:${scalar.toString("base64url")}` }), { mode: 0o600 });
  }
  const { cardKeys }: { cardKeys: unknown } = JSON.parse(readFileSync(file, "utf8"));
  if (typeof cardKeys !== "string") throw new Error(`${file} has no cardKeys; delete it to start anew`);
  return { cardKeys };
}
