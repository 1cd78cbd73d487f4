import { dateAt } from "../../../shared/dates.ts";
import { Refusal } from "../../../shared/errors.ts";
import type { Join, MemberView } from "../../../shared/members/schema.ts";
import type { Deps } from "../../deps.ts";
import type { Session } from "../../platform/auth/sessions.ts";
import type { Bound } from "../../platform/database/prepared.ts";
import { menuDue } from "../../platform/line/menu-due.ts";
import { planCopies } from "./copies.ts";
import { planForgetKnown } from "./profile.ts";
import * as store from "./store.ts";
import { termsOf } from "./terms.ts";

export interface Member {
  readonly memberId: number;
  readonly publicId: string;
  /** Null once the member has left. */
  readonly lineUserId: string | null;
  readonly name: string | null;
  readonly pictureUrl: string | null;
  readonly language: "ja" | "en";
  readonly status: "active" | "suspended" | "left";
  /** `MM-DD`; null where the member has not told it. */
  readonly birthday: string | null;
  readonly joinedAtMs: number;
  readonly leftAtMs: number | null;
  /** The membership that has taken this one over. */
  readonly mergedIntoId: number | null;
}

/** The member behind a LINE user; null for a guest. */
export async function memberOfLineUser(deps: Deps, lineUserId: string): Promise<Member | null> {
  const row = await deps.database.first(store.memberByLineUser, { lineUserId });
  return row === undefined ? null : memberOf(row);
}

export async function memberById(deps: Deps, memberId: number): Promise<Member | null> {
  const row = await deps.database.first(store.memberById, { memberId });
  return row === undefined ? null : memberOf(row);
}

/** By their number; an old number leads to the membership that has taken it over. */
export async function memberByPublicId(deps: Deps, publicId: string): Promise<Member | null> {
  const row = await deps.database.first(store.memberByPublicId, { publicId });
  if (row === undefined) return null;
  return row.merged_into_id === null ? memberOf(row) : memberById(deps, row.merged_into_id);
}

/** Old numbers that lead to a member. */
export async function mergedNumbers(deps: Deps, memberId: number): Promise<readonly string[]> {
  return (await deps.database.all(store.mergedInto, { memberId })).map(({ public_id }) => public_id);
}

/** Those of many that there are, in no order. */
export async function membersByPublicIds(deps: Deps, ids: readonly string[]): Promise<readonly Member[]> {
  return (await store.membersIn(deps.database.point, ids)).map(memberOf);
}

/** @throws Refusal member.not_joined or member.suspended. */
export async function activeMember(deps: Deps, session: Session): Promise<Member> {
  const member = await memberOfLineUser(deps, session.lineUserId);
  if (member === null) throw new Refusal("member.not_joined");
  if (member.status === "suspended") throw new Refusal("member.suspended");
  return member;
}

/**
 * The statements of a join: the member, both consents with the version of the words agreed to, and another menu. One LINE user is
 * one member: a second join at the same moment fails on the LINE id and finds the first.
 * @throws Refusal member.terms_outdated where the words agreed to are not today's.
 */
export function planJoin(
  deps: Deps,
  session: Session,
  input: Join,
  nowMs: number,
): { publicId: string; statements: Bound[] } {
  const { version } = termsOf(deps.settings.shopName);
  if (input.termsVersion !== version) throw new Refusal("member.terms_outdated", { version });
  const publicId = deps.ids.publicId();
  const consent = (kind: "terms" | "data"): Bound =>
    store.insertConsent.with({ consentId: deps.ids.ulid(), memberPublicId: publicId, kind, version, nowMs });
  const member = store.insertMember.with({
    publicId,
    lineUserId: session.lineUserId,
    name: session.lineName,
    pictureUrl: session.linePictureUrl,
    language: input.language,
    nowMs,
  });
  const menu = menuDue(session.lineUserId, nowMs);
  return { publicId, statements: [member, consent("terms"), consent("data"), menu] };
}

/** Keeps the name and picture that LINE last vouched for. */
export function planRefresh(member: Member, session: Session): Bound[] {
  const { lineName, linePictureUrl } = session;
  if (lineName === null) return [];
  if (lineName === member.name && linePictureUrl === member.pictureUrl) return [];
  return [
    store.refreshProfile.with({
      memberId: member.memberId,
      lineUserId: session.lineUserId,
      name: lineName,
      pictureUrl: linePictureUrl,
    }),
  ];
}

export function planLeave(member: Member, nowMs: number): Bound[] {
  const left = [
    store.markLeft.with({ memberId: member.memberId, nowMs }),
    ...planForgetKnown(member.memberId),
    ...planCopies(member.memberId),
  ];
  return member.lineUserId === null ? left : [...left, menuDue(member.lineUserId, nowMs)];
}

/** Told once; the statements change nothing where it was told already. */
export function planBirthday({ memberId }: Member, birthday: string): readonly Bound[] {
  return [store.setBirthday.with({ memberId, birthday }), ...planCopies(memberId)];
}

/** Staff put right what was told by mistake; null: as if nothing had been told. Who has left has none. */
export function planCorrectBirthday({ memberId }: Member, birthday: string | null): readonly Bound[] {
  return [store.correctBirthday.with({ memberId, birthday }), ...planCopies(memberId)];
}

/** Whether a message can reach this person: false only where LINE has told us that they do not follow, or are nobody. */
export async function mayReceive(deps: Deps, lineUserId: string): Promise<boolean> {
  const row = await deps.database.first(store.friendOf, { lineUserId });
  return row === undefined || (row.following === 1 && row.unknown_since_ms === null);
}

export function memberView(member: Member, timeZone: string): MemberView {
  return {
    publicId: member.publicId,
    name: member.name,
    pictureUrl: member.pictureUrl,
    joinedOn: dateAt(member.joinedAtMs, timeZone),
    birthday: member.birthday,
  };
}

export interface MemberRow {
  readonly member_id: number;
  readonly public_id: string;
  readonly line_user_id: string | null;
  readonly name: string | null;
  readonly picture_url: string | null;
  readonly language: "ja" | "en";
  readonly status: Member["status"];
  readonly birthday: string | null;
  readonly joined_at_ms: number;
  readonly left_at_ms: number | null;
  readonly merged_into_id: number | null;
}

export function memberOf(row: MemberRow): Member {
  return {
    memberId: row.member_id,
    publicId: row.public_id,
    lineUserId: row.line_user_id,
    name: row.name,
    pictureUrl: row.picture_url,
    language: row.language,
    status: row.status,
    birthday: row.birthday,
    joinedAtMs: row.joined_at_ms,
    leftAtMs: row.left_at_ms,
    mergedIntoId: row.merged_into_id,
  };
}
