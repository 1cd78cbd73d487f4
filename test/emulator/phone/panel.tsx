/** What surrounds the phone: whose it is, and what they are to the account. */

import { useComputed, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Icon } from "../../../liff/ui/line/icon.tsx";
import type { EmulatedUser, OpenedIn } from "../control.ts";
import { copy } from "./actions.ts";
import { Avatar } from "./avatar.tsx";
import { addUser } from "./doors.ts";
import {
  changeFriend,
  chooseLang,
  chooseOpenIn,
  chooseUser,
  friend,
  loadUsers,
  openIn,
  panelOpen,
  phone,
  tell,
  userId,
  users,
  whyOf,
} from "./store.ts";
import { Trouble } from "./trouble.tsx";
import { lang, words } from "./words.ts";

export function Panel() {
  const say = words.value;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === "Escape") closePanel();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
  return (
    <aside class={panelOpen.value ? "panel open" : "panel"} aria-label={say.panel}>
      <header class="panel-head">
        <h2>{say.panel}</h2>
        <button
          type="button"
          class="quiet"
          lang={lang.value === "ja" ? "en" : "ja"}
          onClick={() => chooseLang(lang.value === "ja" ? "en" : "ja")}
        >
          {say.language}
        </button>
        <button
          type="button"
          class="icon-button panel-close"
          aria-label={say.closePanel}
          onClick={closePanel}
        >
          <Icon path="M6 6l12 12M18 6L6 18" />
        </button>
      </header>
      <p class="hint">{say.panelHint}</p>
      <People />
      <AddPerson />
      {phone.value === null ? null : <Friendship />}
      <OpenLinks />
      <Trouble />
    </aside>
  );
}

function closePanel(): void {
  panelOpen.value = false;
}

const shownAtOnce = 8;

function People() {
  const wanted = useSignal("");
  const everyone = users.value ?? [];
  const found = useComputed(() => {
    const name = wanted.value.trim().toLowerCase();
    return (users.value ?? []).filter((user) => user.displayName.toLowerCase().includes(name));
  });
  const shown = withChosen(found.value.slice(0, shownAtOnce), everyone, wanted.value);
  const rest = found.value.length - shown.length;
  return (
    <fieldset class="people">
      <legend>{words.value.who}</legend>
      {everyone.length > shownAtOnce ? (
        <input
          type="search"
          aria-label={words.value.findPerson}
          placeholder={words.value.findPerson}
          value={wanted.value}
          onInput={(event) => {
            wanted.value = event.currentTarget.value;
          }}
        />
      ) : null}
      {shown.map((user) => (
        <Person key={user.userId} user={user} />
      ))}
      {users.value !== null && shown.length === 0 ? (
        <p class="hint">{everyone.length === 0 ? words.value.nobody : words.value.nobodyFound}</p>
      ) : null}
      {rest > 0 ? <p class="hint">{words.value.morePeople(rest)}</p> : null}
    </fieldset>
  );
}

/** Whoever was chosen stays in sight even when far down a long list. */
function withChosen(shown: readonly EmulatedUser[], everyone: readonly EmulatedUser[], wanted: string) {
  const chosen = everyone.find((user) => user.userId === userId.value);
  if (chosen === undefined || wanted !== "" || shown.includes(chosen)) return shown;
  return [chosen, ...shown.slice(0, -1)];
}

function Person({ user }: { user: EmulatedUser }) {
  return (
    <label class="choice person">
      <input
        type="radio"
        name="person"
        aria-label={user.displayName}
        checked={user.userId === userId.value}
        onChange={() => {
          chooseUser(user.userId);
          closePanel();
        }}
      />
      <Avatar name={user.displayName} url={user.pictureUrl} small />
      <span class="choice-words">
        {user.displayName}
        <small>{words.value[user.friend]}</small>
      </span>
    </label>
  );
}

function AddPerson() {
  const name = useSignal("");
  const add = async () => {
    const wanted = name.value.trim();
    if (wanted === "") return;
    try {
      const user = await addUser(wanted);
      name.value = "";
      await loadUsers();
      chooseUser(user.userId);
      closePanel();
    } catch (error) {
      tell(words.value.failed(whyOf(error)));
    }
  };
  return (
    <form
      class="add-person"
      aria-label={words.value.addPerson}
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <input
        type="text"
        aria-label={words.value.newName}
        placeholder={words.value.newName}
        maxLength={20}
        value={name.value}
        onInput={(event) => {
          name.value = event.currentTarget.value;
        }}
      />
      <button type="submit" class="secondary">
        {words.value.add}
      </button>
    </form>
  );
}

function Friendship() {
  const say = words.value;
  const now = friend.value;
  return (
    <section class="panel-part">
      <h3>{say.friendship}</h3>
      <p class={`state ${now}`}>{say[now]}</p>
      <div class="buttons">
        <button
          type="button"
          class="secondary"
          disabled={now !== "none"}
          onClick={() => void changeFriend("follow")}
        >
          {say.follow}
        </button>
        <button
          type="button"
          class="secondary"
          disabled={now !== "friend"}
          onClick={() => void changeFriend("block")}
        >
          {say.block}
        </button>
        <button
          type="button"
          class="secondary"
          disabled={now !== "blocked"}
          onClick={() => void changeFriend("unblock")}
        >
          {say.unblock}
        </button>
      </div>
      <p class="user-id">
        <span class="hint">{say.userId}</span> <code>{userId.value}</code>
        <button type="button" class="quiet" onClick={() => void copy(userId.value ?? "")}>
          {say.copy}
        </button>
      </p>
    </section>
  );
}

function OpenLinks() {
  const say = words.value;
  const ways: readonly (readonly [OpenedIn, string])[] = [
    ["liff", say.inLiff],
    ["in_app", say.inApp],
    ["external", say.inExternal],
  ];
  return (
    <fieldset class="open-in">
      <legend>{say.openIn}</legend>
      {ways.map(([where, label]) => (
        <label key={where} class="choice">
          <input
            type="radio"
            name="open-in"
            checked={openIn.value === where}
            onChange={() => chooseOpenIn(where)}
          />
          {label}
        </label>
      ))}
    </fieldset>
  );
}
