import type { PhoneState } from "../../control.ts";
import { Avatar } from "../avatar.tsx";
import { dayLabel, dayOf, timeOf } from "../dates.ts";
import { screen, unread } from "../store.ts";
import { lang, words } from "../words.ts";
import { PanelButton } from "./chat.tsx";
import { summaryOf } from "./message.tsx";

export function ChatList({ state }: { state: PhoneState }) {
  const last = state.messages.at(-1);
  const first = state.messages[0];
  const today = last !== undefined && first !== undefined && dayOf(first.atMs) === dayOf(last.atMs);
  return (
    <section class="chat-list" aria-label={words.value.chats}>
      <header class="bar">
        <h1 class="wide-title">{words.value.chats}</h1>
        <PanelButton />
      </header>
      <button
        type="button"
        class="chat-entry"
        onClick={() => {
          screen.value = "chat";
        }}
      >
        <Avatar name={state.account.displayName} url={state.account.pictureUrl} />
        <span class="chat-entry-words">
          <strong>{state.account.displayName}</strong>
          <span>{last === undefined ? words.value.noMessages : summaryOf(last.message)}</span>
        </span>
        <span class="chat-entry-side">
          {last === undefined ? null : (
            <time>{today ? timeOf(last.atMs) : dayLabel(last.atMs, lang.value)}</time>
          )}
          {unread.value > 0 ? (
            <span class="badge">
              <span aria-hidden="true">{unread.value}</span>
              <span class="sr-only">{words.value.unread(unread.value)}</span>
            </span>
          ) : null}
        </span>
      </button>
    </section>
  );
}
