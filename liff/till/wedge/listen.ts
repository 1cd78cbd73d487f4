import type { ParseFailure } from "../../../shared/card/code.ts";
import { codeInText, noBurst, press, quietAfter, TICKS_MS, tick, type WedgeEffect } from "./wedge.core.ts";

/** What came in by keyboard, whoever pressed the keys. */
export interface KeyboardListener {
  onType(digits: string): void;
  onTakeBack(count: number): void;
  onScan(code: string): void;
  onMisread(failure: ParseFailure): void;
  onEnter(): void;
  /** Backspace or Delete, outside any input. */
  onEdit(key: "back" | "clear"): void;
}

/** Listens on the whole document, so that a reader works whatever is focused. Returns how to stop. */
export function listenToKeyboard(listener: KeyboardListener): () => void {
  let state = noBurst;
  let field: { readonly input: TextField; readonly before: string } | null = null;
  let timers: ReturnType<typeof setTimeout>[] = [];

  const act = (effects: readonly WedgeEffect[], target: TextField | null): void => {
    for (const effect of effects) {
      if (effect.kind === "scan") {
        if (field !== null) restore(field.input, field.before);
        listener.onScan(effect.code);
      } else if (target === null) tell(listener, effect);
    }
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    const target = textFieldOf(event.target);
    const { code, key, timeStamp: at } = event;
    const apart =
      event.repeat || event.ctrlKey || event.altKey || event.metaKey || (key === "Tab" && event.shiftKey);
    const before = state;
    const step = press(before, { code, key, at, apart });
    state = step.state;
    if (target !== null && isNewBurst(before.times, state.times))
      field = { input: target, before: target.value };
    if (target === null) field = null;
    const enters = step.effects.some((effect) => effect.kind === "enter");
    act(isControl(event.target) ? step.effects.filter(({ kind }) => kind !== "enter") : step.effects, target);
    // In an input a person's keys are the input's own; only what ends a scan must not submit or move on.
    if (step.swallow && (target === null || /Enter|Tab/.test(code))) event.preventDefault();
    if (enters && target === null && !isControl(event.target)) event.preventDefault();
    if (target === null && !apart) edit(event, listener);
    schedule(target);
  };

  const schedule = (target: TextField | null): void => {
    for (const timer of timers) clearTimeout(timer);
    timers = TICKS_MS.map((ms) =>
      setTimeout(() => {
        const step = tick(state, performance.now());
        state = step.state;
        act(step.effects, target);
      }, ms),
    );
  };

  // What an IME makes of a reader's keys, or a keyboard that does not tell them, is only seen in the input
  // itself.
  let restoring = false;
  const onInput = (event: Event): void => {
    const input = textFieldOf(event.target);
    if (restoring || input === null || input.dataset.code !== undefined) return;
    const found = codeInText(input.value);
    if (found === null) return;
    state = quietAfter(event.timeStamp);
    restoring = true;
    restore(input, found.rest);
    restoring = false;
    listener.onScan(found.code);
  };

  document.addEventListener("keydown", onKeyDown, { capture: true });
  document.addEventListener("input", onInput, { capture: true });
  return () => {
    for (const timer of timers) clearTimeout(timer);
    document.removeEventListener("keydown", onKeyDown, { capture: true });
    document.removeEventListener("input", onInput, { capture: true });
  };
}

function tell(listener: KeyboardListener, effect: WedgeEffect): void {
  if (effect.kind === "type") listener.onType(effect.digits);
  if (effect.kind === "takeBack") listener.onTakeBack(effect.count);
  if (effect.kind === "misread") listener.onMisread(effect.failure);
  if (effect.kind === "enter") listener.onEnter();
}

function edit(event: KeyboardEvent, listener: KeyboardListener): void {
  if (event.key === "Backspace") listener.onEdit("back");
  if (event.key === "Delete") listener.onEdit("clear");
}

function isNewBurst(before: readonly number[], after: readonly number[]): boolean {
  return after.length > 0 && before[0] !== after[0];
}

type TextField = HTMLInputElement | HTMLTextAreaElement;

function textFieldOf(target: EventTarget | null): TextField | null {
  if (target instanceof HTMLTextAreaElement) return target;
  if (!(target instanceof HTMLInputElement)) return null;
  return ["checkbox", "radio", "button", "submit"].includes(target.type) ? null : target;
}

/** Something on which Enter has a meaning of its own. */
function isControl(target: EventTarget | null): boolean {
  return (
    target instanceof Element && target.closest("button, a[href], select, summary, [role=radio]") !== null
  );
}

/** Ends an IME's composition first, which would write its digits once more when it ends by itself. */
function restore(input: TextField, value: string): void {
  input.blur();
  input.value = value;
  input.dispatchEvent(new InputEvent("input", { bubbles: true }));
}
