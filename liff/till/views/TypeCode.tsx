import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { parseCode } from "../../../shared/card/code.ts";
import { bad } from "../feedback.ts";
import { sentenceOf, words } from "../language.ts";
import { read } from "../sale/desk.ts";
import { Dialog } from "./Dialog.tsx";

/** The last way: the customer reads the digits out. They may be full-width, in fours, or with hyphens. */
export function TypeCode({ onClose }: { onClose: () => void }): JSX.Element {
  const w = words.value;
  const text = useSignal("");
  const trouble = useSignal<string | null>(null);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);

  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const parsed = parseCode(text.value);
    if (typeof parsed === "string") {
      bad();
      trouble.value = sentenceOf(parsed);
      return;
    }
    onClose();
    void read(text.value, "manual");
  };

  return (
    <Dialog title={w.typeCode} onClose={onClose}>
      <form class="form" onSubmit={submit}>
        <p class="soft">{w.typeCodeHelp}</p>
        <label class="field">
          <span>{w.typeCodeLabel}</span>
          <input
            ref={input}
            class="number code-input"
            type="text"
            inputmode="numeric"
            autocomplete="off"
            maxLength={40}
            placeholder="0000 0000 0000 0000 0000"
            data-code=""
            value={text.value}
            onInput={(event) => {
              text.value = event.currentTarget.value;
              trouble.value = null;
            }}
          />
        </label>
        <p class="counter number small soft" aria-live="polite">
          {digitsIn(text.value)} / 20
        </p>
        {trouble.value !== null && (
          <p class="notice bad" role="alert">
            {trouble.value}
          </p>
        )}
        <button type="submit" class="button wide" disabled={digitsIn(text.value) === 0}>
          {w.typeCodeDone}
        </button>
      </form>
    </Dialog>
  );
}

function digitsIn(text: string): number {
  return text.normalize("NFKC").replace(/[^0-9]/g, "").length;
}
