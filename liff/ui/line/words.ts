/** What LINE itself says around a message. What the message says is its own. */
const ja = {
  image: "画像",
  imageGone: "画像を表示できません",
  video: "動画",
  next: "次へ",
  previous: "前へ",
  quickReplies: "返信の候補",
  notification: "通知",
  chatList: "トーク一覧",
  chat: (name: string) => `${name}とのトーク`,
  now: "今",
  leadsTo: (label: string, where: string) => `「${label}」→ ${where}`,
  says: (text: string) => `「${text}」と送信`,
  sends: "お店に知らせる",
  copies: (text: string) => `「${text}」をコピー`,
};

export type LineWords = typeof ja;

const en: LineWords = {
  image: "Image",
  imageGone: "The image cannot be shown",
  video: "Video",
  next: "Next",
  previous: "Previous",
  quickReplies: "Quick replies",
  notification: "Notification",
  chatList: "List of chats",
  chat: (name) => `Chat with ${name}`,
  now: "now",
  leadsTo: (label, where) => `“${label}” → ${where}`,
  says: (text) => `sends “${text}”`,
  sends: "tells the shop",
  copies: (text) => `copies “${text}”`,
};

export const lineWords: Readonly<Record<"ja" | "en", LineWords>> = { ja, en };
