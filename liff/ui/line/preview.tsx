/** @jsxImportSource preact */
/** A message as the member will meet it: in the notification, in the list of chats, and in the chat itself. */
import { useState } from "preact/hooks";
import { LineMessageView, lineOf, QuickReplies } from "./message.tsx";
import { type Json, text } from "./read.ts";
import { SurroundingsContext } from "./surroundings.ts";
import { type LineWords, lineWords } from "./words.ts";

export interface PreviewProps {
  readonly messages: readonly Json[];
  /** Whose messages they are: the account's name in LINE. */
  readonly account: string;
  /** The language of the messages, and of the phone around them. */
  readonly language: "ja" | "en";
}

export function Preview({ messages, account, language }: PreviewProps) {
  const words = lineWords[language];
  const [told, setTold] = useState("");
  const last = messages.at(-1);
  const perform = (action: Json): void => setTold(whatWouldHappen(action, words));
  return (
    <SurroundingsContext.Provider value={{ perform, words }}>
      <div class="line-preview" lang={language}>
        <Before messages={messages} account={account} words={words} />
        <section class="line-chat" aria-label={words.chat(account)}>
          {messages.map((message, index) => (
            <div class="line-row" key={index}>
              <Face name={account} hidden={index > 0} />
              <div class="line-row-body">
                {index === 0 ? <span class="line-sender">{account}</span> : null}
                <LineMessageView message={message} />
              </div>
            </div>
          ))}
          {last === undefined ? null : <QuickReplies message={last} />}
        </section>
        <p class="line-told" role="status">
          {told}
        </p>
      </div>
    </SurroundingsContext.Provider>
  );
}

/** Before anything is opened: only this line of the message is seen, so it must say the matter. */
function Before({ messages, account, words }: Omit<PreviewProps, "language"> & { words: LineWords }) {
  const lines = messages.map((message) => lineOf(message, words) ?? "");
  return (
    <div class="line-before">
      <figure>
        <figcaption>{words.notification}</figcaption>
        <div class="line-notification">
          <span class="line-app" aria-hidden="true" />
          <strong>{account}</strong>
          <time>{words.now}</time>
          <p>{lines[0]}</p>
        </div>
      </figure>
      <figure>
        <figcaption>{words.chatList}</figcaption>
        <div class="line-entry">
          <Face name={account} hidden={false} />
          <strong>{account}</strong>
          <p>{lines.at(-1)}</p>
        </div>
      </figure>
    </div>
  );
}

function Face({ name, hidden }: { name: string; hidden: boolean }) {
  return (
    <span class={hidden ? "line-face hidden" : "line-face"} aria-hidden="true">
      {[...name][0] ?? "?"}
    </span>
  );
}

function whatWouldHappen(action: Json, words: LineWords): string {
  const label = text(action, "label") ?? "";
  switch (text(action, "type")) {
    case "uri":
      return words.leadsTo(label, text(action, "uri") ?? "");
    case "message":
      return words.leadsTo(label, words.says(text(action, "text") ?? ""));
    case "clipboard":
      return words.leadsTo(label, words.copies(text(action, "clipboardText") ?? ""));
    default:
      return words.leadsTo(label, words.sends);
  }
}
