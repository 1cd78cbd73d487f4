import type { CampaignSchedule } from "../../../shared/campaigns/schema.ts";
import { type CampaignStatus, type RunStatus, recipientReasons } from "../../../shared/campaigns/states.ts";
import { recipientStateWords } from "../../../shared/campaigns/words.ts";
import { dayOf, weekdayName } from "../../../shared/points/programme/words.ts";
import type { Say } from "../language.tsx";
import type { Words } from "../screen.ts";

export const statusColours: Readonly<Record<CampaignStatus, string>> = {
  draft: "gray",
  awaiting_approval: "yellow",
  approved: "blue",
  scheduled: "blue",
  sending: "green",
  paused: "orange",
  cancelled: "gray",
  sent: "gray",
};

export const runWords: Readonly<Record<RunStatus, Words>> = {
  freezing: ["対象者を確定中", "Fixing the audience"],
  sending: ["送信中", "Sending"],
  paused: ["一時停止", "Paused"],
  cancelling: ["中止しています", "Being cancelled"],
  cancelled: ["中止", "Cancelled"],
  sent: ["送信済み", "Sent"],
};

export const pausedWords: Readonly<Record<string, Words>> = {
  by_hand: ["手動で止めました", "Paused by hand"],
  needs_approval: [
    "対象が増えて、承認のいる人数になりました",
    "The audience grew, and so many need somebody's approval",
  ],
  quiet_hours: [
    "夜間は送りません。朝になると自動で続きます",
    "Nothing leaves at night; it goes on in the morning",
  ],
};

const empty: Words = ["送る相手がいなくなった", "Nobody of it was left"];

/** What became of somebody of the audience, in words. */
export function stateSentence(state: string, say: Say): string {
  const found: Readonly<Record<string, Words | undefined>> = { ...recipientStateWords, empty };
  const words = found[state];
  return words === undefined ? state : say(...words);
}

/** 「2026/12/1 10:00」「毎週金曜 10:00(2026/12/31まで)」 */
export function scheduleSentence(schedule: CampaignSchedule, say: Say): string {
  if (schedule.kind === "now") return say("すぐに送る", "At once");
  if (schedule.kind === "at") return `${dayOf(schedule.on)} ${schedule.time}`;
  const { weekdays, time, until } = schedule;
  const ja = weekdays.map((day) => weekdayName(day, "ja")).join("・");
  const en = weekdays.map((day) => weekdayName(day, "en")).join(", ");
  return say(`毎週${ja}曜 ${time}(${dayOf(until)}まで)`, `Every ${en} at ${time}, until ${dayOf(until)}`);
}

export const nth = ["A", "B", "C", "D"] as const;

/** 「パターンA」; variants are named by letters, as marketers call them. */
export function variantName(index: number, say: Say): string {
  return say(`パターン${nth[index] ?? index + 1}`, `Variant ${nth[index] ?? index + 1}`);
}

const firstStates: readonly string[] = ["sent", "waiting"];
const order: readonly string[] = [...firstStates, ...recipientReasons];

/** What was sent first, then reasons in the order in which they are asked; what is not known by name comes last. */
export function stateOrder(states: readonly string[]): readonly string[] {
  return [
    ...order.filter((state) => states.includes(state)),
    ...states.filter((state) => !order.includes(state)),
  ];
}
