import { type MemberProfile, noProfile } from "../../../shared/members/profile.ts";
import type { Deps } from "../../deps.ts";
import type { Actor } from "../../platform/auth/actor.ts";
import { audited } from "../../platform/database/plan.ts";
import type { Bound } from "../../platform/database/prepared.ts";
import { planCopies } from "./copies.ts";
import type { Member } from "./members.ts";
import { mustBeHere, rowAbout } from "./rows.ts";
import * as store from "./store-known.ts";

/** What the shop has written down of a person; all null where it is nothing. */
export async function profileOfMember(deps: Deps, memberId: number): Promise<MemberProfile> {
  const row = await deps.database.first(store.profileOf, { memberId });
  if (row === undefined) return noProfile;
  return {
    fullName: row.full_name,
    sex: row.sex,
    birthYear: row.birth_year,
    phone: row.phone,
    address: row.address,
  };
}

/**
 * Writes a profile whole. The audit log says which fields changed, and never what stands in them.
 * @throws Refusal member.left.
 */
export async function saveProfile(
  deps: Deps,
  actor: Actor,
  member: Member,
  asked: MemberProfile,
): Promise<void> {
  mustBeHere(member);
  const before = await profileOfMember(deps, member.memberId);
  const changed = fieldsChanged(before, asked);
  if (changed.length === 0) return;
  const nowMs = deps.clock.nowMs();
  const kept = store.keepProfile.with({
    ...{ memberId: member.memberId, ...asked },
    ...{ nowMs, by: `${actor.kind}:${actor.id}` },
  });
  const row = rowAbout(deps, actor, member, "members.profile", { fields: changed.join(" ") });
  await deps.database.commit(audited(row, [kept, ...planCopies(member.memberId)]));
}

function fieldsChanged(before: MemberProfile, after: MemberProfile): readonly string[] {
  const now = new Map(Object.entries(after));
  return Object.entries(before).flatMap(([field, value]) => (now.get(field) === value ? [] : [field]));
}

/** What the shop has written about a member goes with the membership. */
export function planForgetKnown(memberId: number): Bound[] {
  return [
    store.dropProfile.with({ memberId }),
    store.dropTagsOf.with({ memberId }),
    store.dropNotesOf.with({ memberId }),
  ];
}
