import { z } from "zod";
import type { MemberStatus } from "./console.ts";

/** What staff know and write about a member, besides points: the member's page of the console. */

const text = (max: number) => z.string().trim().min(1).max(max);
/** Why something was done to a membership. */
const reason = text(200);

/** A telephone number as it is kept and looked for: digits, and a plus before them where it was written so. */
export function foldedPhone(phone: string): string {
  return phone.normalize("NFKC").replace(/(?!^\+)\D/g, "");
}

const phone = z
  .string()
  .max(40)
  .transform(foldedPhone)
  .refine((folded) => /^\+?\d{6,15}$/.test(folded), "6 to 15 digits");

export const sexes = ["female", "male", "other"] as const;

/** `PUT /api/console/members/{memberId}/profile`: the whole of it; null is not known. */
export const memberProfile = z.strictObject({
  fullName: text(60).nullable(),
  sex: z.enum(sexes).nullable(),
  /** For an age band; month and day are the birthday's. */
  birthYear: z.number().int().min(1900).max(2100).nullable(),
  phone: phone.nullable(),
  address: text(200).nullable(),
});
export type MemberProfile = z.infer<typeof memberProfile>;

export const noProfile: MemberProfile = {
  ...{ fullName: null, sex: null, birthYear: null, phone: null, address: null },
};

export const tagColours = ["gray", "red", "orange", "yellow", "green", "blue", "violet"] as const;
export type TagColour = (typeof tagColours)[number];
export const tagNameMax = 50;

/** Two names that fold to the same are one tag: width, case and spaces at the ends do not tell them apart. */
export function foldedTag(name: string): string {
  return name.normalize("NFKC").trim().replace(/\s+/g, " ").toLowerCase();
}

/** `POST /api/console/tags`, and `PUT …/tags/{tagId}`. */
export const tagAsked = z.strictObject({ name: text(tagNameMax), colour: z.enum(tagColours) });
export type TagAsked = z.infer<typeof tagAsked>;

export interface Tag {
  readonly tagId: string;
  readonly name: string;
  readonly colour: TagColour;
}

/** `GET /api/console/tags` */
export interface TagList {
  readonly tags: readonly (Tag & { readonly members: number })[];
}

/** Answer of `PUT` and `DELETE /api/console/members/{memberId}/tags/{tagId}`: all that the member has then. */
export interface MemberTags {
  readonly tags: readonly Tag[];
}

/** `POST /api/console/members/{memberId}/notes` */
export const noteAsked = z.strictObject({ words: text(1000) });
export type NoteAsked = z.infer<typeof noteAsked>;

export type NoteKind = "note" | "suspended" | "resumed" | "card_replaced" | "merged";

export interface MemberNote {
  readonly noteId: string;
  readonly kind: NoteKind;
  readonly words: string;
  readonly by: string | null;
  readonly writtenAtMs: number;
  /** Written by who asks. */
  readonly yours: boolean;
  /** By this person: their own, or any where they manage members. */
  readonly mayRemove: boolean;
}

/** `GET /api/console/members/{memberId}/notes`, newest first. */
export interface MemberNotes {
  readonly notes: readonly MemberNote[];
}

/** `POST …/suspend`, `…/resume` and `…/card/replace`. */
export const reasonAsked = z.strictObject({ reason });

/** A phone on which the card was opened. */
export interface CardDevice {
  readonly status: "active" | "replaced" | "revoked" | "expired";
  readonly createdAtMs: number;
  readonly lastOnlineAtMs: number;
  readonly notAfterMs: number;
}

/** `GET /api/console/members/{memberId}/profile` */
export interface MemberPage {
  readonly member: {
    readonly publicId: string;
    readonly name: string | null;
    readonly pictureUrl: string | null;
    readonly language: "ja" | "en";
    readonly status: MemberStatus;
    readonly joinedOn: string;
    readonly leftOn: string | null;
    readonly birthday: string | null;
  };
  /** Old numbers that lead here. */
  readonly mergedFrom: readonly string[];
  /** Whether a message reaches them; `none`: no LINE account is linked any more. */
  readonly line: "friend" | "blocked" | "untold" | "none";
  readonly visits: number;
  readonly purchases: number;
  readonly spendYen: number;
  readonly lastVisitOn: string | null;
  readonly profile: MemberProfile;
  readonly tags: readonly Tag[];
  /** Why and since when the membership is suspended. */
  readonly suspended: { readonly reason: string; readonly by: string | null; readonly atMs: number } | null;
  readonly devices: readonly CardDevice[];
}

/** `POST /api/console/members/{memberId}/erase`: the number is typed as the card shows it. */
export const eraseAsked = z.strictObject({ number: z.string().max(60) });
