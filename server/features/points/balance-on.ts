import type { CalendarDate } from "../../../shared/dates.ts";
import type { Deps } from "../../deps.ts";
import { effectsIn } from "./account.ts";
import { type BalanceOn, BalanceThrough } from "./balance-on.core.ts";
import { accountOfMember } from "./store.ts";
import { entriesThrough } from "./store-verify.ts";

export type { BalanceOn } from "./balance-on.core.ts";

const entriesAtOnce = 1_000;

/** What an account held at the end of a day, from its entries alone. A day to come is answered as if nothing more came. */
export async function balanceOn(
  { database }: Pick<Deps, "database">,
  accountId: number,
  on: CalendarDate,
): Promise<BalanceOn> {
  const through = new BalanceThrough();
  for (let seq = 0; ; ) {
    const page = await database.all(entriesThrough, { accountId, on, seq, limit: entriesAtOnce });
    for (const { kind, points, effects } of page) through.take({ kind, points, effects: effectsIn(effects) });
    const last = page.at(-1);
    if (last === undefined || page.length < entriesAtOnce) return through.at(on);
    seq = last.seq;
  }
}

/** The same for a member, by what is known inside; null where the member has no account in the programme. */
export async function memberBalanceOn(
  deps: Pick<Deps, "database">,
  memberId: number,
  programmeId: number,
  on: CalendarDate,
): Promise<BalanceOn | null> {
  const account = await deps.database.first(accountOfMember, { memberId, programmeId });
  return account === undefined ? null : balanceOn(deps, account.account_id, on);
}
