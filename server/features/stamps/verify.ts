import type { Deps } from "../../deps.ts";
import { cardsInForce } from "./cards.ts";
import { entryOf, stateOf } from "./rows.ts";
import * as store from "./store-verify.ts";
import { cardFaults } from "./verify.core.ts";

/** Where a member's stamps and what is kept beside them part. */
export interface StampBreak {
  /** `member:NUMBER stamp_card:ID`, or `stamp_reward:ID` */
  readonly subject: string;
  readonly what: string;
}

const breaksMax = 20;
const membersAtOnce = 500;

/**
 * Proves from the ledger of stamps what every member has: counts, completions and rewards. At most 20 breaks of cards and 20
 * of rewards are named. It reads alone, as a report, some hundred members at a time.
 */
export async function verifyStamps(deps: Pick<Deps, "database">): Promise<readonly StampBreak[]> {
  const found: StampBreak[] = [];
  for (let after = 0; found.length < breaksMax; ) {
    const members = await store.membersAfter(deps.database.report, after, membersAtOnce);
    const last = members.at(-1);
    if (last === undefined) break;
    found.push(...(await breaksOf(deps, members, after, last.member_id)));
    after = last.member_id;
  }
  return [...found.slice(0, breaksMax), ...(await wrongRewards(deps))];
}

type Member = Awaited<ReturnType<typeof store.membersAfter>>[number];

async function breaksOf(
  { database }: Pick<Deps, "database">,
  members: readonly Member[],
  after: number,
  last: number,
): Promise<StampBreak[]> {
  const { report } = database;
  const [states, entries, rewards] = await Promise.all([
    store.statesBetween(report, after, last),
    store.entriesBetween(report, after, last),
    store.rewardsBetween(report, after, last),
  ]);
  const cards = await cardsInForce(
    { database },
    entries.map((row) => ({ cardId: row.card_id, version: row.version })),
  );
  const nameOf = (row: { readonly member_id: number; readonly card_id: string }) =>
    `${row.member_id} ${row.card_id}`;
  const grouped = {
    states: Map.groupBy(states, nameOf),
    entries: Map.groupBy(entries, nameOf),
    rewards: Map.groupBy(rewards, nameOf),
  };
  const people = new Map(members.map((member) => [member.member_id, member]));
  const names = new Map([...states, ...entries, ...rewards].map((row) => [nameOf(row), row]));
  return [...names].flatMap(([name, { member_id, card_id }]) => {
    const member = people.get(member_id);
    const subject = `member:${member?.public_id ?? member_id} stamp_card:${card_id}`;
    const inForce = cards.get(card_id);
    if (inForce === undefined) return [{ subject, what: "was never issued" }];
    const state = grouped.states.get(name)?.[0];
    const faults = cardFaults({
      inForce,
      entries: (grouped.entries.get(name) ?? []).map(entryOf),
      state: state === undefined ? null : stateOf(state),
      rewards: grouped.rewards.get(name) ?? [],
      hasLeft: member?.status === "left",
    });
    return faults.map((what) => ({ subject, what }));
  });
}

/** Rewards against their own changes; one that went with its member was changed without. */
async function wrongRewards({ database }: Pick<Deps, "database">): Promise<StampBreak[]> {
  const rows = await store.rewardsParted(database.report, breaksMax);
  return rows.map((row) => ({
    subject: `stamp_reward:${row.reward_id}`,
    what:
      row.later_nth === null
        ? `is ${row.status} after ${row.kind ?? "no change"}`
        : `is older than its changes`,
  }));
}
