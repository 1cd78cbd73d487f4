/** Members' numbers in one list; a larger one is two. */
export const listMembersMax = 100_000;
