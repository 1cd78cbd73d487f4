import { z } from "zod";

/** What an API key may be allowed to do. */
export const apiScopes = [
  "scans",
  "members:read",
  "quotes",
  "purchases",
  "refunds",
  "holds",
  "adjustments",
  "ledger:read",
  "coupons:read",
  "coupons:issue",
] as const;
export const apiScope = z.enum(apiScopes);
export type ApiScope = z.infer<typeof apiScope>;

/** `POST /api/console/keys` */
export const makeKeyAsked = z.strictObject({
  name: z.string().trim().min(1).max(60),
  scopes: z.array(apiScope).min(1).max(apiScopes.length),
  /** Public ids of stores, or of areas for all stores in them; null for every store. */
  storeIds: z.array(z.string().min(1).max(40)).min(1).max(100).nullable(),
  perMinuteMax: z.number().int().min(1).max(60_000).optional(),
  /** Last day of the key, in the shop's zone; absent: it does not end. */
  expiresOn: z.iso.date().optional(),
});
export type MakeKeyAsked = z.infer<typeof makeKeyAsked>;

/** `POST /api/console/keys/{keyId}/rotate`: how long the old token still works. */
export const rotateKeyAsked = z.strictObject({ oldForHours: z.number().int().min(0).max(720) });
export type RotateKeyAsked = z.infer<typeof rotateKeyAsked>;

/** A key as owners see it; its token is nowhere. */
export interface KeyView {
  readonly keyId: string;
  readonly name: string;
  readonly scopes: readonly ApiScope[];
  readonly stores: readonly { readonly publicId: string; readonly name: string }[] | null;
  readonly perMinuteMax: number;
  readonly status: "active" | "replaced" | "expired" | "revoked";
  readonly madeAtMs: number;
  readonly expiresAtMs: number | null;
  /** The key that came in its place; this one works until `expiresAtMs`. */
  readonly replacedBy: string | null;
  readonly lastUsedOn: string | null;
}

/** Answer of making and rotating: the token, which is shown this once. */
export interface KeyMade {
  readonly key: KeyView;
  readonly token: string;
}

/** `GET /api/console/keys` */
export interface KeyList {
  readonly keys: readonly KeyView[];
}
