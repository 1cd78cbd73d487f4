import { useEffect } from "preact/hooks";
import { Icon } from "../../../liff/ui/line/icon.tsx";
import type { Json } from "../../../liff/ui/line/read.ts";
import { SurroundingsContext } from "../../../liff/ui/line/surroundings.ts";
import { lineWords } from "../../../liff/ui/line/words.ts";
import { perform } from "./actions.ts";
import { Chat } from "./chat/chat.tsx";
import { ChatList } from "./chat/chat-list.tsx";
import { DatePicker } from "./date-picker.tsx";
import { LiffSheet } from "./liff-sheet.tsx";
import { Panel } from "./panel.tsx";
import { link, panelOpen, phone, picking, screen, sheet, toast, userId, users } from "./store.ts";
import { lang, words } from "./words.ts";

export function App() {
  useEffect(() => {
    document.documentElement.lang = lang.value;
    const name = phone.value?.user.displayName;
    document.title = name === undefined ? words.value.panel : `${name} – ${words.value.panel}`;
  });
  const surroundings = { perform: (action: Json) => void perform(action), words: lineWords[lang.value] };
  return (
    <SurroundingsContext.Provider value={surroundings}>
      <div class="stage">
        <Panel />
        <main class="phone" aria-label={words.value.phone}>
          <div class="phone-screen">
            <Screen />
            {sheet.value === null ? null : <LiffSheet key={sheet.value.serial} open={sheet.value} />}
            {picking.value === null ? null : <DatePicker picked={picking.value} />}
            <div class="toast-place" role="status">
              {toast.value === null ? null : <p class="toast">{toast.value}</p>}
            </div>
          </div>
        </main>
      </div>
    </SurroundingsContext.Provider>
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
    <div class="screen" inert={sheet.value !== null || picking.value !== null}>
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
        <Icon
          path={
            props.choose === true
              ? "M12 4a4 4 0 110 8 4 4 0 010-8zM4 21c0-4 3.5-6 8-6s8 2 8 6"
              : "M4 4l16 16M8.5 15.5a5 5 0 017 0M5 12a10 10 0 014-2.5M19 12a10 10 0 00-5-2.7M12 19h.01"
          }
        />
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
