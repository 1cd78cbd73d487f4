import { useEffect } from "preact/hooks";
import { Chat } from "./chat/chat.tsx";
import { ChatList } from "./chat/chat-list.tsx";
import { LiffSheet } from "./liff-sheet.tsx";
import { Panel } from "./panel.tsx";
import { link, panelOpen, phone, screen, sheet, toast, userId, users } from "./store.ts";
import { lang, words } from "./words.ts";

export function App() {
  useEffect(() => {
    document.documentElement.lang = lang.value;
    const name = phone.value?.user.displayName;
    document.title = name === undefined ? words.value.panel : `${name} – ${words.value.panel}`;
  });
  return (
    <div class="stage">
      <Panel />
      <main class="phone" aria-label={words.value.phone}>
        <div class="phone-screen">
          <Screen />
          {sheet.value === null ? null : <LiffSheet key={sheet.value.url} open={sheet.value} />}
          <div class="toast-place" role="status">
            {toast.value === null ? null : <p class="toast">{toast.value}</p>}
          </div>
        </div>
      </main>
    </div>
  );
}

function Screen() {
  const state = phone.value;
  if (link.value === "unknown_user") return <Notice words={words.value.unknownUser} choose />;
  if (state === null) {
    if (link.value === "gone") return <Notice words={words.value.gone} />;
    if (userId.value === null && users.value?.length === 0)
      return <Notice words={words.value.nobody} choose />;
    return <Loading />;
  }
  return (
    <div class="screen" inert={sheet.value !== null}>
      {link.value === "gone" ? (
        <p class="gone" role="alert">
          {words.value.gone}
        </p>
      ) : null}
      {screen.value === "chat" ? <Chat state={state} /> : <ChatList state={state} />}
    </div>
  );
}

function Notice(props: { words: string; choose?: boolean }) {
  return (
    <div class="notice" role="alert">
      <span class="notice-face" aria-hidden="true">
        {props.choose === true ? "👤" : "🔌"}
      </span>
      <p>{props.words}</p>
      {props.choose === true ? (
        <button
          type="button"
          class="primary panel-button-wide"
          onClick={() => {
            panelOpen.value = true;
          }}
        >
          {words.value.chooseAnother}
        </button>
      ) : null}
    </div>
  );
}

function Loading() {
  return (
    <div class="loading" role="status">
      <span class="sr-only">{words.value.loading}</span>
      <span class="ghost bar" />
      <span class="ghost left" />
      <span class="ghost left long" />
      <span class="ghost right" />
    </div>
  );
}
