/** Refusals about segments and lists of members; `shared/errors.ts` has them all. */
export const segmentErrors = {
  "segment.not_found": { ja: "セグメントが見つかりません", en: "No such segment" },
  "segment.name_taken": {
    ja: "同じ名前のセグメントまたはリストがあります",
    en: "A segment or list of this name exists",
  },
  "segment.in_circle": {
    ja: "セグメントが自分自身を含むことになります",
    en: "The segment would contain itself",
  },
  "segment.part_unknown": {
    ja: "条件に使われているセグメントまたはリストがありません",
    en: "A segment or list that a condition names does not exist",
  },
  "segment.in_use": {
    ja: "使われているため削除できません",
    en: "It is in use and cannot be deleted",
  },
  "segment.changed_meanwhile": {
    ja: "ほかの人が先に変更しました。読み込み直してください",
    en: "Somebody else changed it first. Please load it again",
  },
  "segment.list_empty": {
    ja: "会員番号として読める行がありません",
    en: "No row of it is a member's number",
  },
  "segment.too_many": { ja: "これ以上作れません", en: "There are as many as there may be" },
} as const;
