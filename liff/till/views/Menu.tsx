import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { ApiError } from "../../api/client.ts";
import { chooseSound, soundOn } from "../feedback.ts";
import { chooseLanguage, language, sentenceOf, words } from "../language.ts";
import { queued } from "../offline/queue.ts";
import { online } from "../online.ts";
import { waiting } from "../pending/outbox.ts";
import type { Route } from "../route.ts";
import { clearDesk } from "../sale/desk.ts";
import { noteTrouble, signOut, switching, till } from "../session.ts";
import { Dialog } from "./Dialog.tsx";
import { PageLink } from "./PageLink.tsx";

/** Everything that is not the sale itself. */
export function Menu({ pages, onClose }: { pages: readonly Route[]; onClose: () => void }): JSX.Element {
  const w = words.value;
  const trouble = useSignal<string | null>(null);
  // Without a network no answer can come: whoever is here next is told of it then.
  const answered = waiting.value.length === 0 || !online.value;
  const unsent = queued.value.length > 0;
  const mayLeave = answered && !unsent;

  const leave = async (): Promise<void> => {
    if (!mayLeave) {
      trouble.value = unsent ? w.offlineLeave : w.signOutBlocked;
      return;
    }
    try {
      clearDesk();
      await signOut();
      onClose();
    } catch (error) {
      if (!noteTrouble(error)) trouble.value = sentenceOf(error instanceof ApiError ? error.code : "network");
    }
  };

  return (
    <Dialog title={w.menu} side onClose={onClose}>
      <p class="who">
        <strong>{till.value?.staff.name ?? w.noName}</strong>
        <span class="soft small">
          {till.value?.store?.name}・{till.value?.store && w.roles[till.value.store.role]}
        </span>
      </p>
      <nav class="menu-links" aria-label={w.menu}>
        {pages.map((page) => (
          <PageLink key={page} page={page} onGo={onClose}>
            {w[page]}
          </PageLink>
        ))}
      </nav>
      <label class="switch">
        <span>{w.sound}</span>
        <input
          type="checkbox"
          checked={soundOn.value}
          onChange={(event) => chooseSound(event.currentTarget.checked)}
        />
      </label>
      <button
        type="button"
        class="button second wide"
        lang={language.value === "ja" ? "en" : "ja"}
        onClick={() => chooseLanguage(language.value === "ja" ? "en" : "ja")}
      >
        {w.language}
      </button>
      {(till.value?.stores.length ?? 0) > 1 && (
        <button
          type="button"
          class="button second wide"
          disabled={!mayLeave}
          onClick={() => {
            switching.value = true;
            onClose();
          }}
        >
          {w.switchStore}
        </button>
      )}
      {unsent && <p class="notice warn">{w.offlineLeave}</p>}
      {trouble.value !== null && !unsent && (
        <p class="notice bad" role="alert">
          {trouble.value}
        </p>
      )}
      <button type="button" class="button second wide" disabled={unsent} onClick={() => void leave()}>
        {w.signOut}
      </button>
    </Dialog>
  );
}
