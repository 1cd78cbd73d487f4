/** Why somebody whom a segment matched is sent nothing, in the order in which it is asked; the first that holds is told. */
export const leftOutReasons = ["no_line", "suspended", "blocked", "opted_out", "capped", "held_out"] as const;
export type LeftOutReason = (typeof leftOutReasons)[number];

/** Each member that a segment matched stands in exactly one of the counts below `matched`. */
export interface ReachFunnel {
  readonly matched: number;
  readonly leftOut: Readonly<Record<LeftOutReason, number>>;
  readonly willBeSent: number;
}

type Words = readonly [ja: string, en: string];

/** For a person at the console. */
export const leftOutWords: Readonly<Record<LeftOutReason, Words>> = {
  no_line: ["LINEとつながっていない", "No LINE account"],
  suspended: ["会員証を停止中", "Suspended"],
  blocked: ["ブロック中・友だちではない", "Blocked, or not a friend"],
  opted_out: ["この種類の配信を停止している", "Has stopped this kind of message"],
  capped: ["配信回数の上限に達している", "Has had as many messages as the limit allows"],
  held_out: ["比較のため送らない会員", "Comparison group"],
};
