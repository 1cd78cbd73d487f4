/** @jsxImportSource preact */
/** One message object of the kinds we send, drawn as LINE draws it. The emulator's phone and the console show the same. */
import { Flex } from "./flex/flex.tsx";
import { linkify } from "./linkify.ts";
import { Picture } from "./picture.tsx";
import { child, type Json, list, text, webUrl } from "./read.ts";
import { useSurroundings } from "./surroundings.ts";
import type { LineWords } from "./words.ts";

/** In one line: for the notification, the list of chats, and people who listen. Null for a kind that we do not send. */
export function lineOf(message: Json, words: LineWords): string | null {
  switch (text(message, "type")) {
    case "text":
      return text(message, "text") ?? "";
    case "image":
      return words.image;
    case "flex":
      return text(message, "altText") ?? "";
    default:
      return null;
  }
}

export function LineMessageView({ message }: { message: Json }) {
  switch (text(message, "type")) {
    case "text":
      return <TextBubble text={text(message, "text") ?? ""} />;
    case "image":
      return <Photo message={message} />;
    case "flex":
      return <Flex contents={message.contents} altText={text(message, "altText") ?? ""} />;
    default:
      return null;
  }
}

export function TextBubble(props: { text: string }) {
  const { perform } = useSurroundings();
  return (
    <p class="bubble">
      {linkify(props.text).map((piece, index) =>
        piece.kind === "text" ? (
          piece.text
        ) : (
          <a
            key={index}
            href={piece.href}
            onClick={(event) => {
              event.preventDefault();
              perform({ type: "uri", label: piece.text, uri: piece.href });
            }}
          >
            {piece.text}
          </a>
        ),
      )}
    </p>
  );
}

/** A picture, or the still of a film; a touch opens it whole. */
export function Photo({ message }: { message: Json }) {
  const { perform, words } = useSurroundings();
  const film = text(message, "type") === "video";
  const original = webUrl(message, "originalContentUrl");
  const name = film ? words.video : words.image;
  return (
    <button
      type="button"
      class={film ? "photo flex-image-place video" : "photo"}
      aria-label={name}
      onClick={() => perform({ type: "uri", label: name, uri: original ?? "" })}
    >
      <Picture url={webUrl(message, "previewImageUrl") ?? original} alt={name} class="photo-image" />
    </button>
  );
}

/** The suggestions under the last message of a chat. */
export function QuickReplies({ message }: { message: Json }) {
  const { perform, words } = useSurroundings();
  const items = list(child(message, "quickReply") ?? {}, "items");
  if (items.length === 0) return null;
  return (
    <ul class="quick-replies" aria-label={words.quickReplies}>
      {items.map((item, index) => {
        const action = child(item, "action") ?? {};
        return (
          <li key={index}>
            <button type="button" onClick={() => perform(action)}>
              {text(action, "label")}
            </button>
          </li>
        );
      })}
    </ul>
  );
}
