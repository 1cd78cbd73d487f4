import type { Deps } from "../../deps.ts";
import { type Member, memberById } from "../members/index.ts";
import { accountOf, lotOf } from "./account.ts";
import type { Account } from "./ledger.core.ts";
import { accountOfMember, openLots } from "./store.ts";

export interface MemberAccount {
  readonly member: Member;
  readonly account: Account;
}

/**
 * A member and their account, for whatever writes about it: the member is read after the account's row, beside its lots. Who
 * leaves, or is suspended, after that has moved the account's stream or did so too late to matter; a member who was read
 * first could have left unseen. Null where there is no such member, or no account.
 */
export async function loadMemberAccount(
  deps: Deps,
  memberId: number,
  programmeId: number,
): Promise<MemberAccount | null> {
  const row = await deps.database.first(accountOfMember, { memberId, programmeId });
  if (row === undefined) return null;
  const [member, lots] = await Promise.all([
    memberById(deps, memberId),
    deps.database.all(openLots, { accountId: row.account_id }),
  ]);
  return member === null ? null : { member, account: accountOf(row, lots.map(lotOf)) };
}
