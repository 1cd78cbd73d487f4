/** The messages of a chat, oldest first, held at the newest unless the person has scrolled away. */
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { child, text } from "../../../../liff/ui/line/read.ts";
import type { ChatMessage, PhoneState } from "../../control.ts";
import { Avatar } from "../avatar.tsx";
import { dayLabel, dayOf, timeOf } from "../dates.ts";
import { lang, words } from "../words.ts";
import { isWide, Message, summaryOf } from "./message.tsx";

export function Log({ state }: { state: PhoneState }) {
  const { messages, account } = state;
  const place = useRef<HTMLElement>(null);
  const [away, setAway] = useState(false);
  const newest = messages.at(-1);
  useHeldAtEnd(place, setAway, newest);
  return (
    <div class="log-place">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
      <section class="log" ref={place} tabIndex={0} aria-label={words.value.chats}>
        {messages.length === 0 ? <p class="empty">{words.value.noMessages}</p> : null}
        <ol>
          {messages.map((message, index) => (
            <Row key={message.id} message={message} before={messages[index - 1]} account={account} />
          ))}
        </ol>
      </section>
      {away ? (
        <button
          type="button"
          class="to-newest"
          onClick={() => {
            place.current?.scrollTo({ top: place.current.scrollHeight });
          }}
        >
          {words.value.newMessage} ↓
        </button>
      ) : null}
      <Announcer newest={newest} name={account.displayName} />
    </div>
  );
}

/** Pictures that arrive late make the chat grow, so it is held by its size and not only by its messages. */
function useHeldAtEnd(
  place: { current: HTMLElement | null },
  setAway: (away: boolean) => void,
  newest: ChatMessage | undefined,
): void {
  const atEnd = useRef(true);
  const shown = useRef(newest?.id);
  useEffect(() => {
    const at = place.current;
    const inside = at?.querySelector("ol");
    if (at === null || inside === null || inside === undefined) return;
    const toEnd = () => {
      if (atEnd.current) at.scrollTop = at.scrollHeight;
    };
    const watcher = new ResizeObserver(toEnd);
    watcher.observe(inside);
    watcher.observe(at);
    const onScroll = () => {
      atEnd.current = at.scrollHeight - at.scrollTop - at.clientHeight < 80;
      if (atEnd.current) setAway(false);
    };
    at.addEventListener("scroll", onScroll, { passive: true });
    toEnd();
    return () => {
      watcher.disconnect();
      at.removeEventListener("scroll", onScroll);
    };
  }, [place, setAway]);
  useLayoutEffect(() => {
    if (newest === undefined || newest.id === shown.current) return;
    shown.current = newest.id;
    const at = place.current;
    if (at === null) return;
    if (newest.from === "user") atEnd.current = true;
    if (atEnd.current) at.scrollTop = at.scrollHeight;
    else setAway(true);
  }, [newest, place, setAway]);
}

/** Speaks what arrives after the chat was opened, and nothing of what was there before. */
function Announcer({ newest, name }: { newest: ChatMessage | undefined; name: string }) {
  const [first] = useState(newest?.id);
  const fresh = newest !== undefined && newest.id !== first && newest.from === "account";
  return (
    <div class="sr-only" role="status" aria-live="polite">
      {fresh ? words.value.from(name, summaryOf(newest.message)) : ""}
    </div>
  );
}

interface RowProps {
  readonly message: ChatMessage;
  readonly before: ChatMessage | undefined;
  readonly account: PhoneState["account"];
}

function Row({ message, before, account }: RowProps) {
  const newDay = before === undefined || dayOf(before.atMs) !== dayOf(message.atMs);
  const follows = !newDay && before.from === message.from && message.atMs - before.atMs < 300_000;
  const wide = isWide(message.message) ? "wide" : "";
  const look = `row from-${message.from} ${wide} ${follows ? "follows" : ""}`;
  return (
    <>
      {newDay ? (
        <li class="day">
          <span>{dayLabel(message.atMs, lang.value)}</span>
        </li>
      ) : null}
      <li
        class={look}
        data-message-id={message.id}
        data-from={message.from}
        data-type={text(message.message, "type")}
      >
        {message.from === "account" ? <Sender message={message} account={account} hidden={follows} /> : null}
        <div class="row-body">
          <Message message={message.message} />
          <time dateTime={new Date(message.atMs).toISOString()}>{timeOf(message.atMs)}</time>
        </div>
      </li>
    </>
  );
}

/** A message may come under another name and face than the account's own. */
function Sender(props: { message: ChatMessage; account: PhoneState["account"]; hidden: boolean }) {
  const sender = child(props.message.message, "sender") ?? {};
  const name = text(sender, "name") ?? props.account.displayName;
  const url = text(sender, "iconUrl") ?? props.account.pictureUrl;
  if (props.hidden) return <span class="avatar small gap" />;
  return (
    <>
      <Avatar name={name} url={url} small />
      <span class="sender">{name}</span>
    </>
  );
}
