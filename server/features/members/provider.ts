import type { Database } from "../../platform/database/database.ts";
import * as store from "./store.ts";

/** What tells whether members and friends have their LINE ids of one provider. */
export interface ProviderEvidence {
  /** People whose id came by login and by webhook. */
  readonly both: number;
  readonly members: number;
  readonly friends: number;
  /** LINE ids of the members who joined last. */
  readonly newest: readonly string[];
}

const newestMax = 3;

export async function providerEvidence(database: Database): Promise<ProviderEvidence> {
  const [both, members, friends, newest] = await Promise.all([
    database.first(store.membersWhoFollow, {}),
    database.first(store.membersOfLine, {}),
    database.first(store.friendsInAll, {}),
    database.all(store.newestMembers, { limit: newestMax }),
  ]);
  return {
    both: Number(both?.count ?? 0),
    members: Number(members?.count ?? 0),
    friends: Number(friends?.count ?? 0),
    newest: newest.flatMap(({ line_user_id }) => (line_user_id === null ? [] : [line_user_id])),
  };
}
