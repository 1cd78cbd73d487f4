import { addDays, type CalendarDate } from "../../dates.ts";
import { expiryAfter } from "../expiry.ts";
import type { Waits } from "../lots.ts";
import type { EarnRule, Programme } from "../programme/schema.ts";
import type { EarnFacts } from "./types.ts";

/** When points of a rule can be used. */
export interface Life {
  /** First and last day; null while they wait for an event. */
  readonly activatesOn: CalendarDate | null;
  readonly expiresOn: CalendarDate | null;
  /** Whether later activity moves the last day: not where a rule has an expiry of its own (期間限定ポイント). */
  readonly renews: boolean;
  readonly waits: Waits | null;
}

/** The rule's own activation and expiry, or the programme's. The last day is counted from the first. */
export function lifeOf(
  rule: Pick<EarnRule, "activates" | "expires">,
  programme: Programme,
  facts: Pick<EarnFacts, "businessDate" | "channel">,
): Life {
  const activates = rule.activates ?? programme.activates[facts.channel];
  const expires = rule.expires ?? programme.expires;
  const renews = rule.expires === null && expires.kind === "activity";
  if (activates.kind === "on_event") {
    const waits = { event: activates.event, afterDays: activates.afterDays, expires };
    return { activatesOn: null, expiresOn: null, renews, waits };
  }
  const { businessDate } = facts;
  const activatesOn = activates.kind === "immediate" ? businessDate : addDays(businessDate, activates.days);
  const expiresOn = expiryAfter(expires, activatesOn, programme.fiscalYearStartsIn);
  return { activatesOn, expiresOn, renews, waits: null };
}
