import { type ParseFailure, parseCode } from "../../../shared/card/code.ts";

/*
 * A barcode reader is a keyboard that types very fast. These rules tell it from a person by the times of the
 * keys alone, so that the amount and a card can be entered in any order with nothing focused:
 *
 *   - Keys less than 100 ms apart are one burst. Times are the browser's, taken when the key went down, so a
 *     page that was busy for a second and handles forty keys at once still sees the reader's own rhythm.
 *   - A burst ends with Enter or Tab, or with 100 ms of silence. Twenty digits at its end that form a code
 *     are a scan, whatever stood before them.
 *   - A burst is a machine's when four keys or more come on average less than 30 ms apart, or when it has
 *     more digits than any amount. A machine's digits never reach the amount, and its Enter never confirms a
 *     sale.
 *   - A digit waits 40 ms for company before it counts as typed. A slow reader may let some digits through;
 *     they are taken back when the burst turns out to be a scan.
 */

const GAP_MS = 100;
const HOLD_MS = 40;
/** A misread is announced later than a scan: the rest of the burst may still wait behind a busy page. */
const MISREAD_MS = 250;
/** Readers may send CR LF, or Tab and Enter; whatever ends a scan twice must not confirm a sale. */
const QUIET_MS = 300;
const CODE_DIGITS = 20;
const AMOUNT_DIGITS_MAX = 9;
const MACHINE_KEYS_MIN = 4;
const MACHINE_GAP_MS = 30;
const REMEMBERED_KEYS = 80;

/** When the page should call `tick` again after a key. */
export const TICKS_MS: readonly number[] = [HOLD_MS, GAP_MS, MISREAD_MS];

/** A key going down, as the browser tells it. */
export interface Key {
  /** The place on the keyboard, the same under every layout and IME; empty on some virtual keyboards. */
  readonly code: string;
  readonly key: string;
  /** `event.timeStamp`. */
  readonly at: number;
  /** Ctrl, Alt or Meta is held, the key repeats, or it is Shift+Tab: a person's doing. */
  readonly apart: boolean;
}

export interface WedgeState {
  /** The keys of the burst: digits as themselves, other printing keys as `?`. */
  readonly text: string;
  readonly times: readonly number[];
  /** How many of its digits, from the first on, stand in the amount as typed. */
  readonly shown: number;
  /** What became of the burst was said already. */
  readonly told: boolean;
  readonly quietUntil: number;
}

export type WedgeEffect =
  /** A person typed these digits. */
  | { readonly kind: "type"; readonly digits: string }
  /** The last `count` typed digits were a reader's after all. */
  | { readonly kind: "takeBack"; readonly count: number }
  | { readonly kind: "scan"; readonly code: string }
  | { readonly kind: "misread"; readonly failure: ParseFailure }
  /** A person pressed Enter. */
  | { readonly kind: "enter" };

export interface WedgeStep {
  readonly state: WedgeState;
  readonly effects: readonly WedgeEffect[];
  /** The browser should not act on the key itself. */
  readonly swallow: boolean;
}

export const noBurst: WedgeState = {
  text: "",
  times: [],
  shown: 0,
  told: false,
  quietUntil: Number.NEGATIVE_INFINITY,
};

/** One key. */
export function press(state: WedgeState, key: Key): WedgeStep {
  if (key.apart || isModifier(key.key)) return { state, effects: [], swallow: false };
  const symbol = symbolOf(key);
  if (symbol === null) return flush(state);
  if (symbol === "end") return end(state, key);
  const joined = joins(state, key.at);
  const closed = joined ? { state, effects: [] } : close(state);
  const before = joined ? state : { ...noBurst, quietUntil: closed.state.quietUntil };
  const next = append(before, symbol, key.at);
  const taken = isMachine(next) ? takeBackAll(next) : { state: next, effects: [] };
  const swallow = symbol !== "?" || isMachine(taken.state);
  return { state: taken.state, effects: [...closed.effects, ...taken.effects], swallow };
}

/** Time went by; `now` is on the same clock as `Key.at`. */
export function tick(state: WedgeState, now: number): WedgeStep {
  const idle = now - lastOf(state);
  if (state.text === "" || idle < HOLD_MS) return { state, effects: [], swallow: false };
  if (idle >= GAP_MS && !state.told && codeAtEnd(state) !== null)
    return { ...scanned(state), swallow: false };
  if (!isMachine(state)) return flush(state);
  if (idle >= MISREAD_MS && !state.told) return { ...misread(state), swallow: false };
  return { state, effects: [], swallow: false };
}

/**
 * A code at the end of text that landed in an input: what an IME left there in full-width digits, or a
 * keyboard that does not tell its keys. `rest` is the text without it.
 */
export function codeInText(text: string): { readonly code: string; readonly rest: string } | null {
  const match = /^(.*?)((?:\][A-Za-z]\d)?[0-9]{20})\s*$/su.exec(text.normalize("NFKC"));
  const code = match?.[2];
  if (code === undefined || typeof parseCode(code) === "string") return null;
  return { code: code.slice(-CODE_DIGITS), rest: match?.[1] ?? "" };
}

function end(state: WedgeState, key: Key): WedgeStep {
  if (joins(state, key.at)) {
    if (state.told) return { state: quiet(state, key.at), effects: [], swallow: true };
    if (codeAtEnd(state) !== null) return { ...ended(scanned(state), key.at), swallow: true };
    if (isMachine(state, key.at)) return { ...ended(misread(state), key.at), swallow: true };
  }
  const closed = close(state);
  if (key.at < closed.state.quietUntil) return { ...ended(closed, key.at), swallow: true };
  const isTab = key.code === "Tab" || key.key === "Tab";
  return {
    state: { ...noBurst, quietUntil: closed.state.quietUntil },
    effects: isTab ? closed.effects : [...closed.effects, { kind: "enter" }],
    swallow: false,
  };
}

/** A burst that silence ended before a timer could say so. */
function close(state: WedgeState): Pick<WedgeStep, "state" | "effects"> {
  if (state.text === "" || state.told) return { state, effects: [] };
  if (codeAtEnd(state) !== null) return scanned(state);
  return isMachine(state) ? misread(state) : flush(state);
}

function append(state: WedgeState, symbol: string, at: number): WedgeState {
  return {
    ...state,
    text: (state.text + symbol).slice(-REMEMBERED_KEYS),
    times: [...state.times, at].slice(-REMEMBERED_KEYS),
    told: false,
  };
}

function flush(state: WedgeState): WedgeStep {
  const held = digitsOf(state).slice(state.shown);
  if (held === "" || state.told || isMachine(state)) return { state, effects: [], swallow: false };
  const flushed = { ...state, shown: state.shown + held.length };
  return { state: flushed, effects: [{ kind: "type", digits: held }], swallow: false };
}

function takeBackAll(state: WedgeState): Pick<WedgeStep, "state" | "effects"> {
  if (state.shown === 0) return { state, effects: [] };
  return { state: { ...state, shown: 0 }, effects: [{ kind: "takeBack", count: state.shown }] };
}

function scanned(state: WedgeState): Pick<WedgeStep, "state" | "effects"> {
  const typed = typedBefore(state);
  const effects: WedgeEffect[] = [];
  if (state.shown > typed) effects.push({ kind: "takeBack", count: state.shown - typed });
  if (state.shown < typed) effects.push({ kind: "type", digits: state.text.slice(state.shown, typed) });
  effects.push({ kind: "scan", code: state.text.slice(-CODE_DIGITS) });
  return { state: said(state), effects };
}

function misread(state: WedgeState): Pick<WedgeStep, "state" | "effects"> {
  const parsed = parseCode(/[0-9]*$/.exec(state.text)?.[0] ?? "");
  const failure = typeof parsed === "string" && !state.text.includes("?") ? parsed : "card.bad_format";
  const taken: WedgeEffect[] = state.shown > 0 ? [{ kind: "takeBack", count: state.shown }] : [];
  return { state: said(state), effects: [...taken, { kind: "misread", failure }] };
}

function said(state: WedgeState): WedgeState {
  return { ...state, told: true, shown: 0, quietUntil: lastOf(state) + QUIET_MS };
}

function ended(step: Pick<WedgeStep, "state" | "effects">, at: number): Pick<WedgeStep, "state" | "effects"> {
  return { state: quiet(step.state, at), effects: step.effects };
}

/** A scan was taken from elsewhere; the reader's Enter is still to come. */
export function quietAfter(at: number): WedgeState {
  return { ...noBurst, quietUntil: at + QUIET_MS };
}

function quiet(state: WedgeState, at: number): WedgeState {
  return quietAfter(Math.max(at, state.quietUntil - QUIET_MS));
}

/**
 * How many digits a person typed within 100 ms before the reader began: those before a pause no reader makes.
 */
function typedBefore(state: WedgeState): number {
  const start = state.text.length - CODE_DIGITS;
  if (start <= 0 || state.text.slice(0, start).includes("?")) return 0;
  const pause = (state.times[start] ?? 0) - (state.times[start - 1] ?? 0);
  return pause >= MACHINE_GAP_MS ? start : 0;
}

function codeAtEnd(state: WedgeState): string | null {
  const code = state.text.slice(-CODE_DIGITS);
  return code.length === CODE_DIGITS && typeof parseCode(code) !== "string" ? code : null;
}

function isMachine(state: WedgeState, endedAt?: number): boolean {
  if ((/[0-9]*$/.exec(state.text)?.[0].length ?? 0) > AMOUNT_DIGITS_MAX) return true;
  const keys = state.times.length + (endedAt === undefined ? 0 : 1);
  const span = (endedAt ?? lastOf(state)) - (state.times[0] ?? 0);
  return keys >= MACHINE_KEYS_MIN && span / (keys - 1) < MACHINE_GAP_MS;
}

function joins(state: WedgeState, at: number): boolean {
  return state.text !== "" && at - lastOf(state) < GAP_MS;
}

function digitsOf(state: WedgeState): string {
  return state.text.replaceAll("?", "");
}

function lastOf(state: WedgeState): number {
  return state.times.at(-1) ?? Number.NEGATIVE_INFINITY;
}

/** A digit, `end` for what ends a burst, `?` for any other key that prints, null for the rest. */
function symbolOf(key: Key): string | null {
  const digit = /^(?:Digit|Numpad)([0-9])$/.exec(key.code)?.[1];
  if (digit !== undefined) return digit;
  if (["Enter", "NumpadEnter", "Tab"].includes(key.code === "" ? key.key : key.code)) return "end";
  const printed = key.key.normalize("NFKC");
  if (key.code === "") return /^[0-9]$/.test(printed) ? printed : printed.length === 1 ? "?" : null;
  return printed.length === 1 || /^Key[A-Z]$/.test(key.code) ? "?" : null;
}

function isModifier(key: string): boolean {
  return ["Shift", "Control", "Alt", "Meta", "CapsLock", "NumLock"].includes(key);
}
