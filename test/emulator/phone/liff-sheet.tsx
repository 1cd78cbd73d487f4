/** A LIFF app over the chat, as LINE opens one: full, tall or compact, with a bar to close it. */

import { useEffect, useRef } from "preact/hooks";
import { Icon } from "./icon.tsx";
import { isRecord } from "./read.ts";
import { type Sheet, sheet } from "./store.ts";
import { words } from "./words.ts";

export function LiffSheet({ open }: { open: Sheet }) {
  const frame = useRef<HTMLIFrameElement>(null);
  const closeButton = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    closeButton.current?.focus();
    const onMessage = (event: MessageEvent<unknown>) => {
      const ours = frame.current !== null && event.source === frame.current.contentWindow;
      if (ours && isRecord(event.data) && event.data.type === "liff:close") close();
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key === "Escape") close();
    };
    window.addEventListener("message", onMessage);
    window.addEventListener("keydown", onKey);
    return () => {
      window.removeEventListener("message", onMessage);
      window.removeEventListener("keydown", onKey);
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <div class={`sheet ${open.size}`} role="dialog" aria-label={open.name} data-size={open.size}>
      <div class="sheet-shade" aria-hidden="true" onClick={close} />
      <div class="sheet-body">
        <header class="bar sheet-bar">
          <span class="sheet-title">
            <strong>{open.name}</strong>
            <small>{open.host}</small>
          </span>
          <button
            type="button"
            class="icon-button"
            aria-label={words.value.close}
            ref={closeButton}
            onClick={close}
          >
            <Icon path="M6 6l12 12M18 6L6 18" />
          </button>
        </header>
        <iframe
          ref={frame}
          name="line-liff-browser"
          title={open.name}
          allow="screen-wake-lock; clipboard-write; camera"
          src={open.url}
        />
      </div>
    </div>
  );
}

function close(): void {
  sheet.value = null;
}
