import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import type { Invitation, StaffList } from "../../../shared/stores/schema.ts";
import { ApiError, ask } from "../../api/client.ts";
import { sentenceOf, words } from "../language.ts";
import { noteTrouble } from "../session.ts";
import { Dialog } from "./Dialog.tsx";
import { InvitationSheet, InviteForm } from "./Invite.tsx";
import { Picture } from "./MemberCard.tsx";

type Person = StaffList["staff"][number];

/** Who works here; for those who manage. */
export function Staff(): JSX.Element {
  const w = words.value;
  const people = useSignal<readonly Person[] | null>(null);
  const trouble = useSignal<string | null>(null);
  const removing = useSignal<Person | null>(null);
  const inviting = useSignal(false);
  const invitation = useSignal<Invitation | null>(null);

  const load = async (): Promise<void> => {
    try {
      people.value = (await ask<StaffList>("/api/till/staff")).staff;
      trouble.value = null;
    } catch (error) {
      if (!noteTrouble(error)) trouble.value = sentenceOf(error instanceof ApiError ? error.code : "network");
    }
  };
  useEffect(() => void load(), []);

  return (
    <main class="page">
      <header class="page-head">
        <h1>{w.staffTitle}</h1>
        <button type="button" class="button" onClick={() => (inviting.value = true)}>
          {w.invite}
        </button>
      </header>
      {trouble.value !== null && (
        <div class="notice bad" role="alert">
          <p>{trouble.value}</p>
          <button type="button" class="button second" onClick={() => void load()}>
            {w.retry}
          </button>
        </div>
      )}
      {people.value === null && trouble.value === null && (
        <p class="more" role="status">
          <span class="spinner" />
          <span class="unseen">{w.loading}</span>
        </p>
      )}
      {people.value?.length === 0 && <p class="empty">{w.noStaff}</p>}
      <ul class="people">
        {people.value?.map((person) => (
          <PersonLine key={person.publicId} person={person} onRemove={() => (removing.value = person)} />
        ))}
      </ul>
      {inviting.value && (
        <InviteForm
          onClose={() => (inviting.value = false)}
          onMade={(made) => {
            inviting.value = false;
            invitation.value = made;
          }}
        />
      )}
      {invitation.value !== null && (
        <InvitationSheet
          invitation={invitation.value}
          onClose={() => {
            invitation.value = null;
            void load();
          }}
        />
      )}
      {removing.value !== null && (
        <RemoveSheet
          person={removing.value}
          onDone={() => {
            removing.value = null;
            void load();
          }}
        />
      )}
    </main>
  );
}

function PersonLine({ person, onRemove }: { person: Person; onRemove: () => void }): JSX.Element {
  const w = words.value;
  const name = person.name ?? w.noName;
  return (
    <li class="person">
      <Picture url={null} name={name} />
      <div>
        <strong>{name}</strong> {person.you && <span class="tag">{w.you}</span>}
        <p class="soft small">
          {person.roles
            .map(({ role, storeName }) => `${storeName ?? w.wholeShop}・${w.roles[role]}`)
            .join("、")}
        </p>
      </div>
      {!person.you && (
        <button type="button" class="button second" aria-label={`${w.remove} ${name}`} onClick={onRemove}>
          {w.remove}
        </button>
      )}
    </li>
  );
}

function RemoveSheet({ person, onDone }: { person: Person; onDone: () => void }): JSX.Element {
  const w = words.value;
  const busy = useSignal(false);
  const trouble = useSignal<string | null>(null);
  const remove = async (): Promise<void> => {
    busy.value = true;
    try {
      await ask(`/api/till/staff/${encodeURIComponent(person.publicId)}`, { method: "DELETE" });
      onDone();
    } catch (error) {
      if (!noteTrouble(error)) trouble.value = sentenceOf(error instanceof ApiError ? error.code : "network");
    }
    busy.value = false;
  };
  return (
    <Dialog title={w.removeTitle(person.name ?? w.noName)} busy={busy.value} onClose={onDone}>
      <div class="form">
        <p>{w.removeHelp}</p>
        {trouble.value !== null && (
          <p class="notice bad" role="alert">
            {trouble.value}
          </p>
        )}
        <div class="pair">
          <button type="button" class="button second" disabled={busy.value} onClick={onDone}>
            {w.cancel}
          </button>
          <button type="button" class="button danger" disabled={busy.value} onClick={() => void remove()}>
            {w.removeConfirm}
          </button>
        </div>
      </div>
    </Dialog>
  );
}
