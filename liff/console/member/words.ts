import type { CouponChange, HeldStatus } from "../../../shared/coupons/schema.ts";
import type { MemberProfile, NoteKind } from "../../../shared/members/profile.ts";
import type { StampKind } from "../../../shared/stamps/schema.ts";
import type { Words } from "../screen.ts";

export const sexWords: Readonly<Record<NonNullable<MemberProfile["sex"]>, Words>> = {
  female: ["女性", "Female"],
  male: ["男性", "Male"],
  other: ["その他", "Other"],
};

export const noteKindWords: Readonly<Record<NoteKind, Words>> = {
  note: ["メモ", "Note"],
  suspended: ["利用停止", "Suspended"],
  resumed: ["再開", "Lifted"],
  card_replaced: ["会員証の再発行", "Card replaced"],
  merged: ["統合", "Merged"],
};

export const heldWords: Readonly<Record<HeldStatus, Words>> = {
  held: ["使えます", "Usable"],
  reserved: ["会計中", "In a payment"],
  redeemed: ["使用済み", "Used"],
  expired: ["期限切れ", "Lapsed"],
  revoked: ["取消", "Withdrawn"],
};

export const stampKindWords: Readonly<Record<StampKind, Words>> = {
  stamp: ["スタンプ", "Stamped"],
  welcome: ["はじめのスタンプ", "Welcome stamps"],
  import: ["移し替え", "Brought over"],
  correct: ["手動の訂正", "Corrected by hand"],
  take_back: ["取り消し", "Taken back"],
  complete: ["達成", "Completed"],
  expire: ["失効", "Lapsed"],
};

export const couponChangeWords: Readonly<Record<CouponChange, Words>> = {
  issued: ["配布", "Given"],
  opened: ["開いた", "Opened"],
  presented: ["かざす準備", "Chosen on the phone"],
  reserved: ["会計で確保", "Put aside in a payment"],
  released: ["確保を解除", "Released"],
  redeemed: ["使用", "Used"],
  undone: ["使用の取消", "Use undone"],
  expired: ["期限切れ", "Lapsed"],
  revoked: ["取消", "Withdrawn"],
  restored: ["返品で復活", "Given back with a return"],
  reinstated: ["取消の取りやめ", "Withdrawal undone"],
  moved: ["会員の統合で移動", "Moved by a merge of members"],
};

/** How a coupon came to a member; what this version does not know is shown as it is kept. */
export const viaWords: Readonly<Record<string, Words>> = {
  everyone: ["全員向け", "For everyone"],
  list: ["会員リスト", "By a list"],
  code: ["合言葉", "By a word"],
  unique_code: ["シリアルコード", "By a single-use code"],
  qr: ["店内QR", "By a QR in the shop"],
  draw: ["抽選", "Won in a draw"],
  rank_up: ["ランクアップ", "A rank reached"],
  birthday: ["誕生日", "Birthday"],
  stamp: ["スタンプカード", "A stamp card"],
  api: ["API連携", "By the API"],
  staff: ["手動", "By hand"],
};

/** Fields of a profile, as a merge of members names them. */
export const profileFieldWords: Readonly<Record<string, Words>> = {
  fullName: ["お名前", "full name"],
  sex: ["性別", "sex"],
  birthYear: ["生まれ年", "year of birth"],
  phone: ["電話番号", "telephone"],
  address: ["住所", "address"],
  birthday: ["誕生日", "birthday"],
};
