import type { MemberProfile } from "../../../shared/members/profile.ts";
import type { Deps } from "../../deps.ts";
import type { Actor } from "../../platform/auth/actor.ts";
import type { Bound } from "../../platform/database/prepared.ts";
import { menuDue } from "../../platform/line/menu-due.ts";
import { planCopies } from "./copies.ts";
import type { Member } from "./members.ts";
import { notesOfMember, planNote } from "./notes.ts";
import { planForgetKnown, profileOfMember } from "./profile.ts";
import * as store from "./store.ts";
import * as known from "./store-known.ts";
import { tagsOfMember } from "./tags.ts";

export interface KnownMerged {
  /** Fields of the profile, and the birthday, that only the member who ends had told. */
  readonly fields: readonly string[];
  readonly tags: number;
  readonly notes: number;
  readonly statements: readonly Bound[];
}

/**
 * One membership leads to another from now on, and what the shop knew of it goes there: of two profiles, the one that goes on
 * is right where both say something. The number of who ends stays, without a name or a LINE account.
 */
export async function planMergeMembers(
  deps: Deps,
  actor: Actor,
  from: Member,
  into: Member,
  reason: string,
): Promise<KnownMerged> {
  const both = { fromId: from.memberId, intoId: into.memberId };
  const [gone, kept, tags, ownTags, notes] = await Promise.all([
    profileOfMember(deps, from.memberId),
    profileOfMember(deps, into.memberId),
    tagsOfMember(deps, from.memberId),
    tagsOfMember(deps, into.memberId),
    notesOfMember(deps, from.memberId),
  ]);
  const profile = filled(kept, gone);
  const fields = Object.entries(kept).flatMap(([field, value]) =>
    value === null && Object.entries(gone).some(([name, told]) => name === field && told !== null)
      ? [field]
      : [],
  );
  const birthday = into.birthday === null && from.birthday !== null ? [from.birthday] : [];
  const nowMs = deps.clock.nowMs();
  const by = `${actor.kind}:${actor.id}`;
  return {
    fields: [...fields, ...birthday.map(() => "birthday")],
    tags: tags.filter(({ tagId }) => ownTags.every((own) => own.tagId !== tagId)).length,
    notes: notes.length,
    statements: [
      ...(fields.length === 0
        ? []
        : [known.keepProfile.with({ memberId: into.memberId, ...profile, nowMs, by })]),
      ...birthday.map((told) => store.setBirthday.with({ memberId: into.memberId, birthday: told })),
      known.moveTags.with(both),
      known.moveNotes.with(both),
      ...planForgetKnown(from.memberId),
      planNote(deps, actor, into.memberId, "merged", `${from.publicId}: ${reason}`),
      store.markMerged.with({ memberId: from.memberId, intoId: into.memberId, nowMs }),
      store.leadAlong.with({ memberId: from.memberId, intoId: into.memberId }),
      ...[from.memberId, into.memberId].sort((a, b) => a - b).flatMap(planCopies),
      ...(from.lineUserId === null ? [] : [menuDue(from.lineUserId, nowMs)]),
    ],
  };
}

function filled(kept: MemberProfile, gone: MemberProfile): MemberProfile {
  return {
    fullName: kept.fullName ?? gone.fullName,
    sex: kept.sex ?? gone.sex,
    birthYear: kept.birthYear ?? gone.birthYear,
    phone: kept.phone ?? gone.phone,
    address: kept.address ?? gone.address,
  };
}
