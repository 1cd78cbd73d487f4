/** The bar at the bottom: the menu's switch and the field to write in, or the way out of a block. */

import { Icon } from "../../../../liff/ui/line/icon.tsx";
import type { RichMenu } from "../../control.ts";
import { changeFriend, draft, friend, menuOpen, sayText } from "../store.ts";
import { words } from "../words.ts";

export function Composer({ menu }: { menu: RichMenu | null }) {
  if (friend.value === "blocked") {
    return (
      <div class="composer blocked">
        <p>{words.value.youBlocked}</p>
        <button type="button" class="primary" onClick={() => void changeFriend("unblock")}>
          {words.value.unblock}
        </button>
      </div>
    );
  }
  return (
    <div class="composer">
      {menu === null ? null : <MenuSwitch menu={menu} />}
      <MessageForm />
    </div>
  );
}

function MenuSwitch({ menu }: { menu: RichMenu }) {
  return (
    <button
      type="button"
      class="menu-switch"
      aria-expanded={menuOpen.value}
      aria-controls="rich-menu"
      onClick={() => {
        menuOpen.value = !menuOpen.value;
      }}
    >
      <span>{menu.chatBarText === "" ? words.value.menu : menu.chatBarText}</span>
      <Icon path={menuOpen.value ? "M6 9l6 6 6-6" : "M6 15l6-6 6 6"} />
    </button>
  );
}

function MessageForm() {
  const send = async () => {
    const said = draft.value.trim();
    if (said === "") return;
    draft.value = "";
    const sent = await sayText(said);
    if (!sent && draft.value === "") draft.value = said;
  };
  return (
    <form
      class="message-form"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <input
        type="text"
        aria-label={words.value.input}
        placeholder={words.value.inputHint}
        value={draft.value}
        maxLength={5000}
        autocomplete="off"
        enterkeyhint="send"
        onInput={(event) => {
          draft.value = event.currentTarget.value;
        }}
        onFocus={closeMenuForKeyboard}
      />
      <button type="submit" class="send" aria-label={words.value.send} disabled={draft.value.trim() === ""}>
        <Icon path="M4 12L20 4l-5 16-3-6.5z" />
      </button>
    </form>
  );
}

/** On a real phone the keyboard takes the place of the menu; on a PC there is room for both. */
function closeMenuForKeyboard(): void {
  if (matchMedia("(pointer: coarse)").matches) menuOpen.value = false;
}
