import type { TriggerKind } from "./schema.ts";

/** What pages need of the schema without its reader. */

export const triggerKinds: readonly TriggerKind[] = [
  ...(["welcome", "nth_visit", "birthday", "anniversary", "dormant", "points_expiring"] as const),
  ...(["coupon_expiring", "stamp_near", "rank_near", "rank_changed", "rank_will_fall", "refund"] as const),
];

/** Every automation knows who is spoken to; what else can be said depends on what it follows. */
const everyones = ["name", "shop", "points"] as const;
const others = {
  welcome: [],
  nth_visit: ["visits"],
  birthday: [],
  anniversary: ["years"],
  dormant: ["days"],
  points_expiring: ["expiring", "expiresOn"],
  coupon_expiring: ["coupon", "expiresOn"],
  stamp_near: ["card", "missing"],
  rank_near: ["rank"],
  rank_changed: ["rank"],
  rank_will_fall: ["rank"],
  refund: [],
} as const satisfies Readonly<Record<TriggerKind, readonly string[]>>;

/** A blank that some automation's words may have. */
export type Variable = (typeof everyones)[number] | (typeof others)[TriggerKind][number];

/** The blanks that this automation's words may have. */
export function variablesOf(kind: TriggerKind): readonly Variable[] {
  return [...everyones, ...others[kind]];
}
