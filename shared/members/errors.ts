/** Refusals about who belongs; `shared/errors.ts` has them all. */
export const memberErrors = {
  "member.not_joined": { ja: "まだ会員ではありません", en: "You are not a member yet" },
  "member.left": { ja: "退会済みです", en: "This membership has ended" },
  "member.suspended": { ja: "この会員はご利用いただけません", en: "This membership cannot be used" },
  "member.terms_outdated": {
    ja: "規約が新しくなりました。もう一度ご確認ください",
    en: "The terms have changed. Please read them again",
  },
  "member.birthday_set": {
    ja: "誕生日は登録済みです。あとから変更することはできません",
    en: "Your birthday is already registered and cannot be changed",
  },
  "member.not_found": { ja: "会員が見つかりません", en: "No such member" },
  "member.merged": {
    ja: "この会員証は別の会員証に統合されました。統合先の会員証を開いてもらってください",
    en: "This card was merged into another one. Please ask for that card",
  },
  "merge.same": {
    ja: "同じ会員です。統合するもう1人の会員を選んでください",
    en: "This is the same member. Choose the other one",
  },
  "merge.points_held": {
    ja: "支払いのために確保中のポイントがあります。支払いが終わるか、取り消してから統合してください",
    en: "Points are put aside for a payment. Merge once it is paid or cancelled",
  },
  "merge.coupons_reserved": {
    ja: "支払いのために確保中のクーポンがあります。支払いが終わるか、取り消してから統合してください",
    en: "Coupons are put aside for a payment. Merge once it is paid or cancelled",
  },
  "member.number_differs": {
    ja: "入力した会員番号が、この会員のものと違います",
    en: "The number you typed is not this member's",
  },
  "tag.name_taken": { ja: "同じ名前のタグがあります", en: "There is a tag of this name already" },
  "tag.not_found": { ja: "タグが見つかりません", en: "No such tag" },
  "tag.too_many": { ja: "タグの数が上限です", en: "There are as many tags as there may be" },
  "note.not_found": { ja: "メモが見つかりません", en: "No such note" },
  "note.not_yours": {
    ja: "ほかの人のメモは、店長かオーナーだけが消せます",
    en: "Somebody else's note can be removed by managers and owners alone",
  },
} as const;
