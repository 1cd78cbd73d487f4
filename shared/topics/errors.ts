/** Refusals about kinds of messages; `shared/errors.ts` has them all. */
export const topicErrors = {
  "topics.no_line": {
    ja: "この会員はLINEとつながっていないため、配信の種類がありません",
    en: "This member is not in LINE, so there is nothing to switch",
  },
} as const;
