/** Kinds of messages of the shop's own idea, each of which a person may stop and resume. Receipts and answers are none. */
export const messageTopics = [
  /** お得な情報: campaigns, coupons, invitations to come back. */
  "offers",
  /** 期限などのお知らせ: points and coupons that lapse soon, a stamp card or a rank that is near. */
  "reminders",
  /** お店からのお知らせ: opening hours, new stores. */
  "news",
] as const;
export type MessageTopic = (typeof messageTopics)[number];

/** Where somebody said what they want; `staff`: to somebody of the shop, who switched it for them. */
export const choiceSources = ["chat", "card", "staff"] as const;
export type ChoiceSource = (typeof choiceSources)[number];

/** Whether each is wanted. */
export type Wanted = Readonly<Record<MessageTopic, boolean>>;
