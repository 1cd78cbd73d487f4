import { dateAt } from "../../../shared/dates.ts";
import { Refusal } from "../../../shared/errors.ts";
import type { MemberNotes, MemberPage } from "../../../shared/members/profile.ts";
import type { Deps } from "../../deps.ts";
import type { Actor } from "../../platform/auth/actor.ts";
import { devicesOf } from "../card/index.ts";
import {
  friendLineOf,
  type Member,
  mayRemove,
  memberByPublicId,
  mergedNumbers,
  notesOfMember,
  profileOfMember,
  suspensionOf,
  tagsOfMember,
} from "../members/index.ts";
import { loadAccount, mainProgramme } from "../points/index.ts";
import { staffName } from "../stores/index.ts";

/** @throws Refusal member.not_found. */
export async function existing(deps: Deps, publicId: string): Promise<Member> {
  const member = await memberByPublicId(deps, publicId);
  if (member === null) throw new Refusal("member.not_found");
  return member;
}

/** Who a member is and how they stand, as staff see it. @throws Refusal member.not_found. */
export async function memberPage(deps: Deps, publicId: string): Promise<MemberPage> {
  const member = await existing(deps, publicId);
  const { memberId } = member;
  const { timeZone } = deps.settings;
  const [account, profile, tags, devices, mergedFrom, line, reason] = await Promise.all([
    loadAccount(deps, memberId, mainProgramme),
    profileOfMember(deps, memberId),
    tagsOfMember(deps, memberId),
    devicesOf(deps, memberId),
    mergedNumbers(deps, memberId),
    friendLineOf(deps, member.lineUserId),
    member.status === "suspended" ? suspensionOf(deps, memberId) : null,
  ]);
  return {
    member: {
      ...{ publicId: member.publicId, name: member.name, pictureUrl: member.pictureUrl },
      ...{ language: member.language, status: member.status, birthday: member.birthday },
      joinedOn: dateAt(member.joinedAtMs, timeZone),
      leftOn: member.leftAtMs === null ? null : dateAt(member.leftAtMs, timeZone),
    },
    mergedFrom,
    line,
    visits: account?.visits ?? 0,
    purchases: account?.purchases ?? 0,
    spendYen: account?.spendYen ?? 0,
    lastVisitOn: account?.lastVisitOn ?? null,
    profile,
    tags,
    suspended:
      reason === null
        ? null
        : { reason: reason.words, by: await staffName(deps, reason.by), atMs: reason.writtenAtMs },
    devices,
  };
}

/** `manages`: whether this person may take away what others wrote. @throws Refusal member.not_found. */
export async function memberNotes(
  deps: Deps,
  actor: Actor,
  publicId: string,
  manages: boolean,
): Promise<MemberNotes> {
  const { memberId } = await existing(deps, publicId);
  const notes = await notesOfMember(deps, memberId);
  const names = await namesOf(
    deps,
    notes.map(({ by }) => by),
  );
  return {
    notes: notes.map((note) => ({
      ...{ noteId: note.noteId, kind: note.kind, words: note.words, writtenAtMs: note.writtenAtMs },
      by: names.get(note.by) ?? null,
      yours: note.by === `${actor.kind}:${actor.id}`,
      mayRemove: mayRemove(note, actor, manages),
    })),
  };
}

/** The names behind actors, each asked for once. */
export async function namesOf(
  deps: Deps,
  actors: readonly string[],
): Promise<ReadonlyMap<string, string | null>> {
  const known = [...new Set(actors)].map(async (actor) => [actor, await staffName(deps, actor)] as const);
  return new Map(await Promise.all(known));
}
