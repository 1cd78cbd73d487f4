/** One message object, by its type, as a bubble or a tile. What the product sends is drawn by `liff/ui/line`. */

import { Icon } from "../../../../liff/ui/line/icon.tsx";
import { withEmoji } from "../../../../liff/ui/line/linkify.ts";
import { LineMessageView, lineOf, Photo, TextBubble } from "../../../../liff/ui/line/message.tsx";
import { child, type Json, list, number, text, webUrl } from "../../../../liff/ui/line/read.ts";
import { lineWords } from "../../../../liff/ui/line/words.ts";
import { openUri } from "../actions.ts";
import { lang, words } from "../words.ts";
import { Imagemap } from "./imagemap.tsx";
import { Template } from "./template.tsx";

/** Wide messages have their time below, where there is room for it. */
export function isWide(message: Json): boolean {
  return ["flex", "template", "imagemap"].includes(text(message, "type") ?? "");
}

/** What a message is in one line: for the chat list and for people who listen. */
export function summaryOf(message: Json): string {
  const type = text(message, "type") ?? "";
  const say = words.value;
  if (type === "text") return withEmoji(text(message, "text") ?? "", emojiPlaces(message));
  if (type === "textV2") return substituted(message);
  const own = lineOf(message, lineWords[lang.value]);
  if (own !== null) return own;
  const named: Record<string, string> = {
    video: say.video,
    audio: say.audio,
    sticker: say.sticker,
    location: say.location,
    coupon: say.coupon,
  };
  return text(message, "altText") ?? named[type] ?? say.cannotShow(type);
}

export function Message({ message }: { message: Json }) {
  switch (text(message, "type")) {
    case "text":
    case "textV2":
      return <TextBubble text={summaryOf(message)} />;
    case "flex":
    case "image":
      return <LineMessageView message={message} />;
    case "template":
      return (
        <Template template={child(message, "template") ?? {}} altText={text(message, "altText") ?? ""} />
      );
    case "imagemap":
      return <Imagemap message={message} />;
    case "video":
      return <Photo message={message} />;
    case "audio":
      return <Sound message={message} />;
    case "sticker":
      return <Sticker message={message} />;
    case "location":
      return <Place message={message} />;
    case "coupon":
      return <Coupon message={message} />;
    default:
      return <p class="bubble odd">{words.value.cannotShow(text(message, "type") ?? "?")}</p>;
  }
}

function emojiPlaces(message: Json): readonly number[] {
  return list(message, "emojis").flatMap((emoji) => number(emoji, "index") ?? []);
}

/** `textV2` names what stands in braces; doubled braces are braces. */
function substituted(message: Json): string {
  const names = child(message, "substitution") ?? {};
  return (text(message, "text") ?? "").replace(/\{\{|\}\}|\{(\w{1,20})\}/g, (found, name?: string) => {
    if (name === undefined) return found.charAt(0);
    return text(child(names, name) ?? {}, "type") === "emoji" ? "🙂" : `@${name}`;
  });
}

function Sound({ message }: { message: Json }) {
  return (
    <div class="bubble">
      {/* biome-ignore lint/a11y/useMediaCaption: a voice message in a chat has no captions to show. */}
      <audio controls src={webUrl(message, "originalContentUrl")} aria-label={words.value.audio} />
    </div>
  );
}

const pin = "M12 21s7-6.3 7-11.5A7 7 0 105 9.5C5 14.7 12 21 12 21zM12 7a2.5 2.5 0 110 5 2.5 2.5 0 010-5z";

/** LINE's stickers are LINE's drawings, so a tile with their numbers stands for them. */
function Sticker({ message }: { message: Json }) {
  const number = `${text(message, "packageId") ?? "?"} / ${text(message, "stickerId") ?? "?"}`;
  return (
    <div class="sticker" role="img" aria-label={`${words.value.sticker} ${number}`}>
      <Icon path="M12 3a9 9 0 110 18 9 9 0 010-18zM8.5 10v.5M15.5 10v.5M8 14.5c1 1.5 2.4 2 4 2s3-.5 4-2" />
      <span>{words.value.sticker}</span>
      <small>{number}</small>
    </div>
  );
}

function Place({ message }: { message: Json }) {
  const at = `${number(message, "latitude") ?? 0},${number(message, "longitude") ?? 0}`;
  return (
    <button
      type="button"
      class="card-tile place"
      onClick={() => void openUri(`https://www.openstreetmap.org/search?query=${encodeURIComponent(at)}`)}
    >
      <span class="place-map" aria-hidden="true">
        <Icon path={pin} />
      </span>
      <strong>{text(message, "title") ?? words.value.location}</strong>
      <span>{text(message, "address")}</span>
      <span class="sr-only">{words.value.openMap}</span>
    </button>
  );
}

function Coupon({ message }: { message: Json }) {
  return (
    <div class="card-tile coupon">
      <span class="coupon-edge" aria-hidden="true">
        <Icon path="M3 7h18v3.5a1.5 1.5 0 000 3V17H3v-3.5a1.5 1.5 0 000-3zM14 7v2M14 11v2M14 15v2" />
      </span>
      <strong>{words.value.coupon}</strong>
      <small>{text(message, "couponId")}</small>
    </div>
  );
}
