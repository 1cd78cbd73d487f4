import type { Words } from "./cut.ts";
import type { Coupon, CouponStatus, HeldStatus } from "./schema.ts";

/** Names that the console's screens and files share. */

export const statusWords: Readonly<Record<HeldStatus, Words>> = {
  held: { ja: "未使用", en: "Unused" },
  reserved: { ja: "お会計中", en: "In a payment" },
  redeemed: { ja: "使用済み", en: "Used" },
  expired: { ja: "期限切れ", en: "Expired" },
  revoked: { ja: "取り消し", en: "Withdrawn" },
};

export const couponStatusWords: Readonly<Record<CouponStatus, Words>> = {
  draft: { ja: "下書き", en: "Draft" },
  issued: { ja: "配布中", en: "Issued" },
  stopped: { ja: "停止", en: "Stopped" },
};

export const modeWords: Readonly<Record<Coupon["mode"], Words>> = {
  show: { ja: "見せる", en: "Show" },
  timed: { ja: "時限", en: "Timed" },
  scan: { ja: "かざす", en: "Scan" },
};

export const issueWords: Readonly<Record<Coupon["issue"]["to"], Words>> = {
  everyone: { ja: "会員全員", en: "Every member" },
  given: { ja: "個別・リスト・スタンプ特典", en: "By hand, by list, by stamp card" },
  code: { ja: "合言葉", en: "A word to type" },
  unique_codes: { ja: "1回限りのコード", en: "Single-use codes" },
  qr: { ja: "店頭のQR", en: "A QR in the shop" },
  rank_up: { ja: "ランクアップ", en: "A rise in rank" },
  birthday: { ja: "誕生日", en: "Birthday" },
  draw: { ja: "抽選", en: "A draw" },
};

const vias: Readonly<Record<string, Words>> = {
  everyone: { ja: "会員全員", en: "Every member" },
  list: { ja: "リスト", en: "List" },
  segment: { ja: "セグメント", en: "Segment" },
  staff: { ja: "スタッフが個別に", en: "By staff" },
  code: { ja: "合言葉", en: "Word" },
  unique_codes: { ja: "1回限りのコード", en: "Single-use code" },
  unique_code: { ja: "1回限りのコード", en: "Single-use code" },
  qr: { ja: "店頭のQR", en: "QR in the shop" },
  rank_up: { ja: "ランクアップ", en: "Rise in rank" },
  birthday: { ja: "誕生日", en: "Birthday" },
  draw: { ja: "抽選", en: "Draw" },
  stamp: { ja: "スタンプ特典", en: "Stamp card" },
  api: { ja: "外部システム", en: "Another system" },
};

/** How it was given; one that has no word of its own here is called as it is. */
export function viaWords(via: string): Words {
  return vias[via] ?? { ja: via, en: via };
}
