/** The chat with the official account. */

import { useEffect } from "preact/hooks";
import { Icon } from "../../../../liff/ui/line/icon.tsx";
import { QuickReplies } from "../../../../liff/ui/line/message.tsx";
import type { PhoneState } from "../../control.ts";
import { Avatar } from "../avatar.tsx";
import { changeFriend, friend, markSeen, menuOpen, panelOpen, screen } from "../store.ts";
import { words } from "../words.ts";
import { Composer } from "./composer.tsx";
import { Log } from "./log.tsx";
import { RichMenu } from "./rich-menu.tsx";

export function Chat({ state }: { state: PhoneState }) {
  useEffect(markSeen);
  const blocked = friend.value === "blocked";
  const menu = blocked ? null : state.richMenu;
  return (
    <section class="chat" aria-label={words.value.chatWith(state.account.displayName)}>
      <ChatHeader state={state} />
      {friend.value === "none" ? <AddFriend /> : null}
      <Log key={state.user.userId} state={state} />
      <Suggestions state={state} />
      {menu === null ? null : <RichMenu menu={menu} shown={menuOpen.value} />}
      <Composer menu={menu} />
    </section>
  );
}

function ChatHeader({ state }: { state: PhoneState }) {
  return (
    <header class="bar">
      <button
        type="button"
        class="icon-button"
        aria-label={words.value.back}
        onClick={() => {
          screen.value = "list";
        }}
      >
        <Icon path="M15 5l-7 7 7 7" />
      </button>
      <Avatar name={state.account.displayName} url={state.account.pictureUrl} small />
      <h1>{state.account.displayName}</h1>
      <PanelButton />
    </header>
  );
}

export function PanelButton() {
  return (
    <button
      type="button"
      class="icon-button panel-button"
      aria-label={words.value.openPanel}
      onClick={() => {
        panelOpen.value = true;
      }}
    >
      <Icon path="M4 7h9M17 7h3M4 17h3M11 17h9M15 4.5v5M9 14.5v5" />
    </button>
  );
}

function AddFriend() {
  return (
    <div class="add-friend">
      <p>{words.value.notFriend}</p>
      <button type="button" class="primary" onClick={() => void changeFriend("follow")}>
        {words.value.follow}
      </button>
    </div>
  );
}

/** Only the last message's suggestions are shown, and only until something follows it. */
function Suggestions({ state }: { state: PhoneState }) {
  const last = state.messages.at(-1);
  if (last?.from !== "account" || friend.value === "blocked") return null;
  return <QuickReplies message={last.message} />;
}
