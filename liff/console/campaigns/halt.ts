import type { SendingView } from "../../../shared/outbox/console.ts";
import { useSending } from "../line/api.ts";
import type { Words } from "../screen.ts";

/** Why what is under way does not leave at this moment, in a word and in a sentence. */
export interface Halt {
  readonly colour: string;
  readonly word: Words;
  readonly sentence: Words;
}

const waiting: Words = ["送信待ち", "Waiting"];

/** Null where nothing stands in the way of campaigns, or nobody has said yet. */
export function haltOf({ stopped, held, campaignHeld }: SendingView): Halt | null {
  if (stopped !== null) {
    return {
      colour: "red",
      word: ["停止中", "Stopped"],
      sentence: ["停止中です。LINEへの送信がすべて止められています", "Stopped: nothing is sent to LINE"],
    };
  }
  const why = held?.why ?? campaignHeld?.why;
  if (why === undefined) return null;
  const sentences: Readonly<Record<typeof why, Words>> = {
    month_over: ["待っています。今月の通数を使い切りました", "Waiting: the month's messages are used up"],
    reserved_by_other: [
      "待っています。通数が、ほかの配信に押さえられています",
      "Waiting: another broadcast has reserved the month's messages",
    ],
    reserve: [
      "待っています。今月の残りは、お知らせのために残す分だけです",
      "Waiting: only what is kept for receipts is left of the month",
    ],
    quota_unknown: [
      "待っています。LINEが今月の残りの通数を答えません",
      "Waiting: LINE does not say how many messages are left",
    ],
  };
  return { colour: "orange", word: waiting, sentence: sentences[why] };
}

/** As it is now, on every screen known from the banner's question. */
export function useHalt(): Halt | null {
  const { data } = useSending();
  return data === undefined ? null : haltOf(data);
}
