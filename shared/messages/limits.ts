/**
 * How much fits, each in the unit that LINE counts it in (Messaging API reference, Message objects; docs, Character
 * counting in a text). README.md has the table with sources.
 */
export const limits = {
  /** Of one request. */
  messages: 5,
  /** Units are UTF-16 code units: what `length` says. */
  textUnits: 5000,
  altTextUnits: 1500,
  /** LINE documents none for one component; that of the emulator, far above what fits a phone. */
  flexTextUnits: 2000,
  urlUnits: 2000,
  quickReplies: 13,
  quickReplyLabelGraphemes: 20,
  flexLabelGraphemes: 40,
  actionUriUnits: 1000,
  messageTextGraphemes: 300,
  postbackDataUnits: 300,
  displayTextGraphemes: 300,
  clipboardUnits: 1000,
  bubbles: 12,
  /** Bytes of the JSON in UTF-8. LINE says KB and not which; the kilobyte of the emulator is the same. */
  bubbleBytes: 30 * 1024,
  carouselBytes: 50 * 1024,
} as const;

/** Which schemes LINE opens, and loads pictures from. */
export const actionSchemes = ["https", "http", "line", "tel"] as const;
export const pictureSchemes = ["https"] as const;
