import type { LinePlan, PriceTier } from "./schema.ts";

/** What a number of messages costs on top of the plan's fee. Counted as LINE does: people times requests. */
export interface MessageCost {
  readonly messages: number;
  /** Of those that the plan includes. */
  readonly included: number;
  readonly extra: number;
  /** Those that the plan does not sell at any price. */
  readonly impossible: number;
  /** For the extra ones, without tax, up to the next whole yen. */
  readonly yen: number;
}

/** The cost of sending `messages` more in a month in which `used` have been sent. */
export function costOf(messages: number, plan: LinePlan, used: number): MessageCost {
  const included = Math.min(messages, Math.max(0, plan.included - used));
  const beyond = messages - included;
  const extra = plan.tiers.length === 0 ? 0 : beyond;
  const extraBefore = Math.max(0, used - plan.included);
  const sen = senOf(extraBefore + extra, plan.tiers) - senOf(extraBefore, plan.tiers);
  return { messages, included, extra, impossible: beyond - extra, yen: Math.ceil(sen / 100) };
}

/** The price of the first `extra` messages beyond the included ones, in hundredths of a yen. */
function senOf(extra: number, tiers: readonly PriceTier[]): number {
  let [from, sen] = [0, 0];
  for (const { upTo, senEach } of tiers) {
    const until = Math.min(extra, upTo ?? extra);
    sen += Math.max(0, until - from) * senEach;
    from = Math.max(from, until);
  }
  return sen;
}
