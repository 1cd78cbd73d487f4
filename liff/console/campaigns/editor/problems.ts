import { unknownVariable } from "../../../../shared/messages/variables.ts";
import type { Words } from "../../screen.ts";
import { isComplete } from "../../segments/problems.ts";
import { couponBlanks, knownBlanks } from "../blanks.ts";
import type { Draft, DraftVariant, DraftWords } from "../draft.ts";

export interface Problem {
  /** Shown while typing; the others once somebody tried to go on, as an empty field is no mistake yet. */
  readonly atOnce: boolean;
  readonly words: Words;
}

export interface Moment {
  readonly todayOn: string;
  /** `HH:MM` */
  readonly time: string;
}

const address = /^https:\/\/[a-z0-9.-]+\.[a-z]{2,}(?::\d{1,4})?(?:[/?#][\x21-\x7e]*)?$/i;

/**
 * What is wrong with a campaign as it is being written, by field. It asks what the server's schema asks; the schema itself stays
 * at the server, and a test holds the two together.
 */
export function problemsOf(draft: Draft, now: Moment): ReadonlyMap<string, Problem> {
  const found = new Map<string, Problem>();
  const note = (isWrong: boolean, field: string, words: Words, atOnce = false): void => {
    if (isWrong && !found.has(field)) found.set(field, { words, atOnce });
  };
  note(isEmpty(draft.name), "name", ["名前を入力してください", "Please enter a name"]);
  note(draft.audience.kind === "segment" && draft.audience.segmentId === null, "audience.segmentId", [
    "セグメントを選んでください",
    "Please choose a segment",
  ]);
  note(draft.audience.kind === "tree" && !isComplete(draft.audience.tree ?? { all: [] }), "audience.tree", [
    "条件を最後まで決めてください",
    "Please complete the conditions",
  ]);
  const sum = draft.variants.reduce((total, { share }) => total + share, 0);
  note(
    sum !== 100,
    "variants",
    [`割合の合計が${sum}%です。100%にしてください`, `The shares add up to ${sum}%, not 100%`],
    true,
  );
  for (const [at, variant] of draft.variants.entries()) {
    noteVariant(variant, at, draft.couponId !== null, note);
  }
  noteTimes(draft.schedule, now, note);
  return found;
}

type Note = (isWrong: boolean, field: string, words: Words, atOnce?: boolean) => void;

function noteVariant({ ja, en }: DraftVariant, at: number, hasCoupon: boolean, note: Note): void {
  note(isEmpty(ja.title) && isEmpty(ja.text), `variants.${at}.ja.text`, [
    "見出しか本文を入力してください",
    "Please enter a title or a text",
  ]);
  note(isEmpty(ja.label) && !isEmpty(ja.url), `variants.${at}.ja.label`, [
    "ボタンの言葉を入力してください",
    "Please say what stands on the button",
  ]);
  note((!isEmpty(ja.label) || !isEmpty(en.label)) && isEmpty(ja.url), `variants.${at}.ja.url`, [
    "ボタンの行き先を入力してください",
    "Please say where the button leads",
  ]);
  for (const language of ["ja", "en"] as const) {
    noteWords({ ja, en }[language], `variants.${at}.${language}`, hasCoupon, note);
  }
}

function noteWords(words: DraftWords, part: string, hasCoupon: boolean, note: Note): void {
  for (const field of ["title", "text"] as const) {
    const unknown = unknownVariable(words[field], knownBlanks);
    note(
      unknown !== null,
      `${part}.${field}`,
      [`${unknown} は差し込めません`, `${unknown} stands for nothing here`],
      true,
    );
    note(
      !hasCoupon &&
        unknownVariable(
          words[field],
          knownBlanks.filter((name) => !isOfCoupon(name)),
        ) !== null,
      `${part}.${field}`,
      ["クーポンを付けないとこの差し込みは使えません", "This blank needs a coupon that comes along"],
      true,
    );
  }
  for (const field of ["url", "imageUrl"] as const) {
    note(!isEmpty(words[field]) && !address.test(words[field].trim()), `${part}.${field}`, [
      "https:// で始まるアドレスを入力してください",
      "Please enter an address that begins with https://",
    ]);
  }
}

function isOfCoupon(name: string): boolean {
  return couponBlanks.some((known) => known === name);
}

function noteTimes(schedule: Draft["schedule"], { todayOn, time }: Moment, note: Note): void {
  if (schedule.kind === "now") return;
  const needed: Words = ["入力してください", "Needed"];
  note(schedule.time === "", "schedule.time", needed);
  if (schedule.kind === "at") {
    note(schedule.on === "", "schedule.on", needed);
    const isPast = schedule.on < todayOn || (schedule.on === todayOn && schedule.time <= time);
    note(isPast, "schedule.on", ["過ぎた日時です", "This time has gone by"], true);
    return;
  }
  note(schedule.weekdays.length === 0, "schedule.weekdays", [
    "曜日を1つ以上選んでください",
    "Please choose at least one day",
  ]);
  note(schedule.until === "", "schedule.until", needed);
  note(schedule.until < todayOn, "schedule.until", ["過ぎた日です", "This day has gone by"], true);
}

function isEmpty(text: string): boolean {
  return text.trim() === "";
}
