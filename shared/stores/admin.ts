import { z } from "zod";
import type { Role } from "./schema.ts";

/** What the console asks and is told about places and people of the shop. */

const name = z.string().trim().min(1).max(60);
const code = z.string().regex(/^[A-Za-z0-9_-]{1,12}$/);
const publicId = z.string().min(1).max(40);
const role = z.enum(["owner", "manager", "marketer", "staff", "auditor"]);

/** `POST /api/console/places`, and `PUT /api/console/places/{publicId}` with all of it again. */
export const placeAsked = z.strictObject({
  kind: z.enum(["area", "store"]),
  name,
  /** Printed, and the place in the tree of rights; no two places share one. */
  code,
  /** The area it stands in; null: head office. Areas stand below head office. */
  areaId: publicId.nullable(),
  /** The most one sale may be, in yen. */
  amountYenMax: z.number().int().min(1).max(100_000_000),
  /** IANA zone, where it is not the shop's. */
  timeZone: z.string().max(60).nullable(),
});
export type PlaceAsked = z.infer<typeof placeAsked>;

/** What is wrong with a field of a place. */
export type PlaceProblem = "code_taken" | "unknown_zone" | "unknown_area" | "area_keeps";

export interface PlaceRow extends PlaceAsked {
  readonly publicId: string;
  readonly closed: boolean;
}

/** `GET /api/console/places`: every area and store, closed ones too. */
export interface PlaceList {
  readonly places: readonly PlaceRow[];
  readonly shopTimeZone: string;
}

/** `POST /api/console/invitations`, and `POST /api/console/staff/{publicId}/roles`; `placeId` null is the whole shop. */
export const roleAsked = z.strictObject({ role, placeId: publicId.nullable() });
export type RoleAsked = z.infer<typeof roleAsked>;

export interface HeldRole {
  readonly role: Role;
  /** Null for the whole shop. */
  readonly placeId: string | null;
  readonly placeName: string | null;
  /** Whether the asker may give and take it. */
  readonly yours: boolean;
}

export interface StaffRow {
  readonly publicId: string;
  readonly name: string | null;
  readonly you: boolean;
  readonly joinedAtMs: number;
  readonly roles: readonly HeldRole[];
}

export interface PendingInvitation extends HeldRole {
  readonly invitationId: string;
  readonly invitedBy: string | null;
  readonly madeAtMs: number;
  readonly expiresAtMs: number;
}

/** `GET /api/console/staff`: those whom the asker may manage, and what roles they may give where. */
export interface StaffOverview {
  readonly staff: readonly StaffRow[];
  readonly invitations: readonly PendingInvitation[];
  readonly grantable: readonly {
    readonly placeId: string | null;
    readonly placeName: string | null;
    readonly roles: readonly Role[];
  }[];
}

/** `GET /api/console/settings`: what the operator set in the environment. Secrets are never told, only whether they are there. */
export interface SettingsView {
  readonly facts: readonly {
    readonly variable: string;
    readonly value: string | null;
    readonly secret: boolean;
  }[];
  readonly engine: string;
}
