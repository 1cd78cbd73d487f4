import { z } from "zod";
import type { OfflineTerms } from "../purchases/offline/schema.ts";

export type Role = "owner" | "manager" | "marketer" | "staff" | "auditor";

/** `POST /api/till/session`: sign in with LINE; `invitation` is the secret of a set-up or invitation link. */
export const openTillSession = z
  .strictObject({
    idToken: z.string().min(1).max(4096).optional(),
    accessToken: z.string().min(1).max(4096).optional(),
    invitation: z.string().min(1).max(200).optional(),
  })
  .refine((body) => body.idToken !== undefined || body.accessToken !== undefined, {
    message: "idToken or accessToken is needed",
  });
export type OpenTillSession = z.infer<typeof openTillSession>;

/** `POST /api/till/store` */
export const chooseStore = z.strictObject({ storeId: z.string().min(1).max(40) });
export type ChooseStore = z.infer<typeof chooseStore>;

/** `POST /api/till/invitations`: `storeId` null means the whole shop (head office). */
export const invite = z.strictObject({
  role: z.enum(["manager", "staff"]),
  storeId: z.string().min(1).max(40).nullable(),
});
export type Invite = z.infer<typeof invite>;

export interface StoreView {
  readonly publicId: string;
  readonly name: string;
  /** The strongest role this person holds there. */
  readonly role: Role;
}

/** Answer of `POST /api/till/session`, `POST /api/till/store` and `GET /api/till/me`. */
export interface TillState {
  readonly staff: { readonly publicId: string; readonly name: string | null };
  readonly stores: readonly StoreView[];
  readonly store: StoreView | null;
  /** May invite and remove staff; may undo sales of earlier days. */
  readonly mayManage: boolean;
  readonly amountYenMax: number;
  /** Whether the amount typed at the till contains the consumption tax; for the label of the amount field. */
  readonly amountIs: "tax_excluded" | "tax_included";
  /** Yen that one point is worth when used. */
  readonly yenPerPoint: number;
  /** Points are used in whole multiples of this. */
  readonly unitPoints: number;
  readonly businessDate: string;
  readonly serverTimeMs: number;
  /** What this till may do at this store while it has no network; null where it stands at none. */
  readonly offline: OfflineTerms | null;
}

export interface Invitation {
  /** The link to open or to show as a QR code; its secret is never shown again. */
  readonly url: string;
  readonly role: Role;
  /** Null for the whole shop. */
  readonly storeName: string | null;
  readonly expiresAtMs: number;
}

/** `GET /api/till/staff`: those whom this person may manage. `DELETE /api/till/staff/{publicId}` removes one. */
export interface StaffList {
  readonly staff: readonly {
    readonly publicId: string;
    readonly name: string | null;
    readonly roles: readonly { readonly role: Role; readonly storeName: string | null }[];
    readonly you: boolean;
  }[];
}

/** What the page is told before any script of ours runs, as JSON in `<script id="goen-config">`. */
export interface TillConfig {
  readonly liffId: string;
  readonly shopName: string;
  readonly timeZone: string;
}
