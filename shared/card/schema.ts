import { z } from "zod";
import type { WalletCoupon } from "../coupons/views.ts";
import type { MemberView } from "../members/schema.ts";
import type { HistoryItem, PointsView } from "../points/schema.ts";
import type { RankView } from "../ranks/schema.ts";
import type { MemberStampCard, StampsGained } from "../stamps/views.ts";

/** `POST /api/card/enroll`: a fresh P-256 public key (65 bytes, base64url) of this device. */
export const enroll = z.strictObject({
  pub: z.string().regex(/^[A-Za-z0-9_-]{87}$/),
  /** Random 128 bits kept beside the key, base64url or hex. */
  deviceId: z.string().regex(/^[A-Za-z0-9_-]{16,64}$/),
  ua: z.string().max(400).optional(),
});
export type Enroll = z.infer<typeof enroll>;

export interface Enrolled {
  readonly handle: string;
  readonly kid: number;
  /** base64url, 65 bytes. */
  readonly serverPub: string;
  /** base64url, 8 bytes: `confirmationOf` under the derived key. */
  readonly confirm: string;
  readonly serverTimeMs: number;
  /** After this moment the key makes no valid code. */
  readonly notAfterMs: number;
  /** From this moment the page enrols again when it is online. */
  readonly rotateAfterMs: number;
}

/** `GET /api/card/home`: everything the first screen shows. */
export interface CardHome {
  readonly member: MemberView;
  readonly points: PointsView;
  /** Null where the shop has no ranks. */
  readonly rank: RankView | null;
  /** Whether a rule in force gives points in the month of the birthday. */
  readonly birthdayPoints: boolean;
  /** How many coupons can be used, and the one of them that ends first; absent where the shop has none. */
  readonly coupons?: { readonly usable: number; readonly endingSoon: WalletCoupon | null };
  /** Open stamp cards; absent where the shop has none. */
  readonly stamps?: readonly MemberStampCard[];
  /** Newest first, at most five. */
  readonly recent: readonly HistoryItem[];
  /** The newest event's number; pass it to the heartbeat. */
  readonly lastEvent: number;
  readonly serverTimeMs: number;
}

/** Something that happened to the member's card while it may be on the screen. */
export type CardEvent =
  | { readonly kind: "scanned"; readonly event: number; readonly atMs: number; readonly storeName: string }
  | {
      readonly kind: "purchase" | "void";
      readonly event: number;
      readonly atMs: number;
      readonly storeName: string;
      readonly amountYen: number;
      /** What it earned and used; for a void, what was taken back and given back. */
      readonly pointsEarned: number;
      readonly pointsUsed: number;
      /** Coupons that the sale used; for a void, those that came back. */
      readonly coupons?: readonly {
        readonly name: { readonly ja: string; readonly en: string };
        readonly yen: number;
      }[];
      readonly stamps?: readonly StampsGained[];
    };

/** `GET /api/card/heartbeat?handle=&after=` */
export interface Heartbeat {
  readonly serverTimeMs: number;
  /** What the server thinks of this device's key; `unknown` means: enrol. */
  readonly key: "active" | "replaced" | "revoked" | "expired" | "unknown";
  readonly points: PointsView;
  /** Events after `after`, oldest first. */
  readonly events: readonly CardEvent[];
  readonly lastEvent: number;
}

/** What the page is told before any script of ours runs, as JSON in `<script id="goen-config">`. */
export interface CardConfig {
  readonly liffId: string;
  readonly shopName: string;
  /** IANA zone of the shop's dates. */
  readonly timeZone: string;
}
