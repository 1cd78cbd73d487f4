import { parseCode, SPEND } from "../../../shared/card/code.ts";
import type { ErrorCode } from "../../../shared/errors.ts";
import type { Scan } from "../../../shared/purchases/schema.ts";

/** A card that was read: by this device's own clock, and nobody has said yet whether it is good. */
export interface Capture {
  /** Twenty digits. */
  readonly code: string;
  /** Ten digits: which card. */
  readonly handle: string;
  /** Shown for using points, which cannot be done without a network. */
  readonly spends: boolean;
  readonly source: Scan["source"];
  readonly scannedAtMs: number;
}

/** What was read, or why it is no code of ours. */
export function captureOf(text: string, source: Scan["source"], atMs: number): Capture | ErrorCode {
  const parsed = parseCode(text);
  if (typeof parsed === "string") return parsed;
  const code = text
    .normalize("NFKC")
    .replace(/^\s*\][A-Za-z]\d/, "")
    .replace(/[^0-9]/g, "");
  return { code, handle: parsed.handle, spends: parsed.purpose === SPEND, source, scannedAtMs: atMs };
}
