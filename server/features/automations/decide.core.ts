import type { LeftOut } from "../../../shared/automations/schema.ts";
import type { Due } from "./due.ts";
import type { InForce } from "./read.ts";

/** One occasion of one automation of one member, not decided on before. */
export interface Open extends Due {
  readonly from: InForce;
}

/** Why a member is not to be told of an automation; null where they are. */
export type ReasonOf = (memberId: number, from: InForce) => LeftOut | null;

export interface Message {
  readonly memberId: number;
  readonly about: readonly Open[];
}

export interface Decided {
  /** One for a member and day of all reminders, one for each other automation. */
  readonly messages: readonly Message[];
  readonly leftOut: readonly (Open & { readonly why: LeftOut })[];
  /** How many are put off: capped today, they are asked about again tomorrow as long as it is still true. */
  readonly putOff: number;
}

/**
 * What is sent and what is not. `open` is in the order in which it is to be looked at. Of what counts against the caps a
 * member is sent one at a time of sending, whatever the caps allow: two letters at once are one too many.
 */
export function decide(open: readonly Open[], reasonOf: ReasonOf): Decided {
  const leftOut: (Open & { why: LeftOut })[] = [];
  const told: Open[] = [];
  const counted = new Map<number, string>();
  let putOff = 0;
  for (const one of open) {
    const { memberId, from } = one;
    const why = reasonOf(memberId, from);
    const { automationId } = from;
    const isSecond = from.automation.capped && (counted.get(memberId) ?? automationId) !== automationId;
    if (why === "capped" || (why === null && isSecond)) putOff += 1;
    else if (why !== null) leftOut.push({ ...one, why });
    else {
      if (from.automation.capped) counted.set(memberId, automationId);
      told.push(one);
    }
  }
  return { messages: messagesOf(told), leftOut, putOff };
}

function messagesOf(told: readonly Open[]): Message[] {
  const grouped = Map.groupBy(told, ({ memberId, from }) => {
    const { topic } = from.automation;
    return `${memberId} ${topic === "reminders" ? topic : from.automationId}`;
  });
  return [...grouped.values()].flatMap((about) => {
    const memberId = about[0]?.memberId;
    return memberId === undefined ? [] : [{ memberId, about }];
  });
}
