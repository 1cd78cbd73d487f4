/** The reason of a correction that a merge of two members made: a word of the code's, shown in the reader's language. */
export const mergedReason = "merged";
