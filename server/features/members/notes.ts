import { Refusal } from "../../../shared/errors.ts";
import type { NoteKind } from "../../../shared/members/profile.ts";
import type { Deps } from "../../deps.ts";
import type { Actor } from "../../platform/auth/actor.ts";
import { audited } from "../../platform/database/plan.ts";
import type { Bound } from "../../platform/database/prepared.ts";
import type { Member } from "./members.ts";
import { mustBeHere, rowAbout } from "./rows.ts";
import * as store from "./store-known.ts";

const notesMax = 500;

export interface KeptNote {
  readonly noteId: string;
  readonly kind: NoteKind;
  readonly words: string;
  /** `kind:publicId` of who wrote it. */
  readonly by: string;
  readonly writtenAtMs: number;
}

/** Newest first. */
export async function notesOfMember(deps: Deps, memberId: number): Promise<readonly KeptNote[]> {
  return (await deps.database.all(store.notesOf, { memberId, limit: notesMax })).map(noteOf);
}

/** Why the membership cannot be used now, as it was written; null where it can, or nobody wrote why. */
export async function suspensionOf(deps: Deps, memberId: number): Promise<KeptNote | null> {
  const row = await deps.database.first(store.lastStandingNote, { memberId });
  return row === undefined || row.kind !== "suspended" ? null : noteOf(row);
}

/** A note for a plan that does something about a member, with the reason. */
export function planNote(deps: Deps, actor: Actor, memberId: number, kind: NoteKind, words: string): Bound {
  return store.insertNote.with({
    ...{ noteId: deps.ids.ulid(), memberId, kind, words },
    ...{ by: `${actor.kind}:${actor.id}`, nowMs: deps.clock.nowMs() },
  });
}

/** Words about a member; they stand in no log, so that they can be taken back for good. @throws Refusal member.left. */
export async function writeNote(deps: Deps, actor: Actor, member: Member, words: string): Promise<void> {
  mustBeHere(member);
  const row = rowAbout(deps, actor, member, "members.note");
  await deps.database.commit(audited(row, [planNote(deps, actor, member.memberId, "note", words)]));
}

/**
 * Takes a note away: its author's own, or any where the actor manages members. What was done to the membership stays.
 * @throws Refusal note.not_found or note.not_yours.
 */
export async function removeNote(
  deps: Deps,
  actor: Actor,
  member: Member,
  noteId: string,
  manages: boolean,
): Promise<void> {
  const { memberId } = member;
  const row = await deps.database.first(store.noteById, { memberId, noteId });
  if (row === undefined || row.kind !== "note") throw new Refusal("note.not_found");
  if (!mayRemove(noteOf(row), actor, manages)) throw new Refusal("note.not_yours");
  const audit = rowAbout(deps, actor, member, "members.note_removed", { by: row.written_by });
  await deps.database.commit(audited(audit, [store.dropNote.with({ memberId, noteId })]));
}

export function mayRemove({ kind, by }: KeptNote, actor: Actor, manages: boolean): boolean {
  return kind === "note" && (manages || by === `${actor.kind}:${actor.id}`);
}

function noteOf(row: {
  readonly note_id: string;
  readonly kind: NoteKind;
  readonly words: string;
  readonly written_by: string;
  readonly written_at_ms: number;
}): KeptNote {
  return {
    noteId: row.note_id,
    kind: row.kind,
    words: row.words,
    by: row.written_by,
    writtenAtMs: row.written_at_ms,
  };
}
