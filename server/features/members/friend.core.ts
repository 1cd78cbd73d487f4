/** Whether a person follows the account, as LINE told last. */
export interface FriendState {
  readonly following: boolean;
  /** LINE's own time of the event that said so. */
  readonly changedAtMs: number;
}

/**
 * Whether what an event says replaces what is known. Events come late, twice and in any order, so the state is the greatest
 * of all that was told: by LINE's time, and at the same moment an unfollow over a follow, because a message that is not
 * sent is better than one to somebody who has just blocked us.
 */
export function isNewer(known: FriendState | undefined, told: FriendState): boolean {
  if (known === undefined) return true;
  if (told.changedAtMs !== known.changedAtMs) return told.changedAtMs > known.changedAtMs;
  return known.following && !told.following;
}
