import type { FindingCode } from "./words.ts";

/** What a check has found. `look`: LINE's API does not tell, or it is no mistake but worth a look. */
export type FindingStatus = "ok" | "wrong" | "look";

export interface Finding {
  readonly status: FindingStatus;
  readonly code: FindingCode;
  /** What the sentence says; never a secret. */
  readonly details: Details;
}

export type Details = Readonly<Record<string, string | number>>;

export const ok = (code: FindingCode, details: Details = {}): Finding => ({ status: "ok", code, details });
export const wrong = (code: FindingCode, details: Details = {}): Finding => ({
  status: "wrong",
  code,
  details,
});
export const look = (code: FindingCode, details: Details = {}): Finding => ({
  status: "look",
  code,
  details,
});
