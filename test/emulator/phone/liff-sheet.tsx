/** A LIFF app over the chat, as LINE opens one: full, tall or compact, with a bar to close it. */
import { useEffect, useRef, useState } from "preact/hooks";
import { Icon } from "../../../liff/ui/line/icon.tsx";
import { flag, isRecord, type Json, text } from "../../../liff/ui/line/read.ts";
import { openUri } from "./actions.ts";
import { borrowFocus } from "./focus.ts";
import { type Sheet, sheet, userId } from "./store.ts";
import { tellLiffClosed, tellSubwindowClosed } from "./trouble-doors.ts";
import { words } from "./words.ts";

export function LiffSheet({ open }: { open: Sheet }) {
  const body = useRef<HTMLDivElement>(null);
  const closeButton = useRef<HTMLButtonElement>(null);
  const [title, setTitle] = useState("");
  const [subwindow, setSubwindow] = useState<string | null>(null);
  useEffect(() => borrowFocus(closeButton.current, open.opener), [open]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === "Escape") close();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
  useFrameMessages(body, (message, over) => {
    switch (text(message, "type")) {
      case "liff:close":
        return over ? setSubwindow(null) : close();
      case "liff:title":
        return over ? undefined : setTitle(text(message, "title") ?? "");
      case "liff:subwindow":
        return setSubwindow(text(message, "url") ?? null);
      case "liff:subwindowClosed":
        return setSubwindow(null);
      case "liff:openWindow":
        return void openUri(text(message, "url") ?? "", flag(message, "external") ? "external" : "liff");
    }
  });
  const browser = open.inApp ? "line-in-app-browser" : "line-liff-browser";
  return (
    <div class={`sheet ${open.size}`} role="dialog" aria-label={open.name} data-size={open.size}>
      <div class="sheet-shade" aria-hidden="true" onClick={close} />
      <div class="sheet-body" ref={body}>
        <header class="bar sheet-bar">
          <span class="sheet-title">
            <strong>{open.name}</strong>
            <small>{title === "" || title === open.name ? open.host : title}</small>
          </span>
          <button
            type="button"
            class="icon-button"
            aria-label={words.value.close}
            ref={closeButton}
            onClick={() => {
              if (subwindow === null) return close();
              // What the app opened over itself goes first; the app waits to hear of it.
              void tellSubwindowClosed(subwindow).catch(() => undefined);
              setSubwindow(null);
            }}
          >
            <Icon path="M6 6l12 12M18 6L6 18" />
          </button>
        </header>
        <Frame name={browser} title={open.name} url={open.url} />
        {subwindow === null ? null : (
          <Frame name={`${browser}-subwindow`} title={words.value.subwindow} url={subwindow} over />
        )}
      </div>
    </div>
  );
}

/** For any origin: the frame begins at the emulator and is led on to the app, which lives elsewhere. */
const allowed = "screen-wake-lock *; clipboard-write *; camera *";

function Frame(props: { name: string; title: string; url: string; over?: boolean }) {
  return (
    <iframe
      class={props.over === true ? "over" : ""}
      name={props.name}
      title={props.title}
      allow={allowed}
      src={props.url}
    />
  );
}

function close(): void {
  sheet.value = null;
  if (userId.value !== null) void tellLiffClosed(userId.value).catch(() => undefined);
}

/**
 * Any page may post a message to this one, so only those from the sheet's own frames are heard.
 * `over` tells the page an app opened from the app itself.
 */
function useFrameMessages(
  body: { current: HTMLElement | null },
  hear: (message: Json, over: boolean) => void,
): void {
  useEffect(() => {
    const onMessage = (event: MessageEvent<unknown>) => {
      const frames = [...(body.current?.querySelectorAll("iframe") ?? [])];
      const from = frames.find((frame) => frame.contentWindow === event.source);
      if (from !== undefined && isRecord(event.data)) hear(event.data, from.classList.contains("over"));
    };
    window.addEventListener("message", onMessage);
    return () => window.removeEventListener("message", onMessage);
  });
}
