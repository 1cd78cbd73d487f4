/** Bounds that the console's pages and its door share. */

/** Single-use codes in one batch. */
export const codesMax = 10_000;
/** Members' numbers in one list; a larger one is two. */
export const listMembersMax = 100_000;
export const pictureBytesMax = 1024 * 1024;
export const pictureSideMax = 4096;
