import type { ComponentChildren, JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { words } from "../language.ts";
import { Icon } from "./Marks.tsx";

interface DialogProps {
  readonly title: string;
  readonly children: ComponentChildren;
  readonly onClose: () => void;
  /** Something is being sent: it may not be left now. */
  readonly busy?: boolean;
  readonly side?: boolean;
}

/** A sheet over the page. The browser keeps the focus inside it and gives it back afterwards. */
export function Dialog({ title, children, onClose, busy = false, side = false }: DialogProps): JSX.Element {
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = ref.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape does the same for the keyboard, by `onCancel`.
    <dialog
      ref={ref}
      class={side ? "sheet side" : "sheet"}
      aria-label={title}
      onCancel={(event) => {
        event.preventDefault();
        if (!busy) onClose();
      }}
      onClick={(event) => {
        if (event.target === ref.current && !busy) onClose();
      }}
    >
      <div class="sheet-body">
        <header>
          <h2>{title}</h2>
          <button type="button" class="bare" disabled={busy} onClick={onClose}>
            <Icon name="close" />
            <span class="unseen">{words.value.close}</span>
          </button>
        </header>
        {children}
      </div>
    </dialog>
  );
}
