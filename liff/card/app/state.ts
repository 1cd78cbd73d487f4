import { computed, signal } from "@preact/signals";
import { IDENTIFY } from "../../../shared/card/code.ts";
import type { CardEvent } from "../../../shared/card/schema.ts";
import type { WalletCoupon } from "../../../shared/coupons/views.ts";
import type { CardSession } from "../../../shared/members/schema.ts";
import type { HistoryItem, PointsView } from "../../../shared/points/schema.ts";
import type { RankView } from "../../../shared/ranks/schema.ts";
import type { MemberStampCard } from "../../../shared/stamps/views.ts";
import type { Shown } from "../code/display.ts";

export type Guest = Extract<CardSession, { status: "guest" }>;

/** Why there is nothing to show but a sentence. */
export type Problem = "offline" | "needs_login" | "denied" | "reopen" | "line" | "server" | "suspended";

export type Stage =
  | { readonly at: "opening" }
  | { readonly at: "card" }
  | { readonly at: "guest"; readonly guest: Guest }
  | { readonly at: "left" }
  | { readonly at: "problem"; readonly problem: Problem };

/**
 * How the open card stands with the server. `connecting`: drawn from the last visit, the answer is on its way.
 * `offline`: no network. `limited`: the server or LINE does not let us in, the code works all the same.
 */
export type Connection = "connecting" | "online" | "offline" | "limited";

/** Who is on the card. */
export interface Holder {
  readonly memberId: string;
  readonly name: string | null;
  readonly pictureUrl: string | null;
  readonly joinedOn: string;
  /** `MM-DD`; null where it was not told. */
  readonly birthday: string | null;
}

/** Trouble with the key while the card is open. */
export type KeyTrouble = null | "enroll_limit" | "enroll_failed";

/** What the first screen says of the wallet. */
export interface CouponsBrief {
  readonly usable: number;
  readonly endingSoon: WalletCoupon | null;
}

/** A coupon held up to the till with the spend code (かざす), until then; once `used`, what the till did with it. */
export interface Presenting {
  readonly coupon: WalletCoupon;
  readonly untilMs: number;
  readonly used: boolean;
}

/** Everything the screens read; only the files of this folder write it. */
export function createState() {
  const shown = signal<Shown>({ state: "waiting" });
  return {
    stage: signal<Stage>({ at: "opening" }),
    connection: signal<Connection>("connecting"),
    /** Why the connection is limited, where LINE is the reason. */
    lineProblem: signal<Problem | null>(null),
    holder: signal<Holder | null>(null),
    points: signal<PointsView | null>(null),
    /** Null where the shop has no ranks, and before anybody said. */
    rank: signal<RankView | null>(null),
    /** Whether the shop gives points in the month of the birthday; false before anybody said. */
    birthdayPoints: signal(false),
    /** When the server said so, by its clock. */
    pointsAtMs: signal(0),
    recent: signal<readonly HistoryItem[]>([]),
    /** Null where the shop has no coupons, and before anybody said. */
    coupons: signal<CouponsBrief | null>(null),
    /** Open stamp cards; null where the shop has none, and before anybody said. */
    stamps: signal<readonly MemberStampCard[] | null>(null),
    presenting: signal<Presenting | null>(null),
    shown,
    purpose: computed(() => (shown.value.state === "code" ? shown.value.purpose : IDENTIFY)),
    /** The server's time, once a second. */
    nowMs: signal(0),
    /** What just happened at the till, until it is dismissed. */
    happened: signal<CardEvent | null>(null),
    /** The rank that the sale just told of has led to; null where it is the same as before. */
    risen: signal<RankView | null>(null),
    keyTrouble: signal<KeyTrouble>(null),
    /** Whether this phone keeps the key between visits; null while it is not known. */
    keyKept: signal<boolean | null>(null),
    /** Grows with each sale or undo, so that an open history reads itself again. */
    changes: signal(0),
  };
}

export type CardState = ReturnType<typeof createState>;
