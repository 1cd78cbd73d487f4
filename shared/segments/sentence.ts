import type { Language } from "../errors.ts";
import type { Leaf, Segment } from "./schema.ts";
import { leafEn } from "./sentence.en.ts";
import { leafJa } from "./sentence.ja.ts";

/** What things that a segment names are called, in the language of the sentence. An id that is not known stands for itself. */
export interface SegmentNames {
  tag(id: string): string;
  /** Of a store or an area. */
  node(id: string): string;
  rank(code: string): string;
  coupon(id: string): string;
  card(id: string): string;
  campaign(id: string): string;
  list(id: string): string;
  segment(id: string): string;
}

/** How much of a tree is said: its first conditions, and how many more there are. */
const saidMax = 6;

/**
 * A segment in words, for lists and for the log: 「ランクがゴールド かつ 90日以内に2回以上来店」. Only what stands on one level is
 * joined without brackets, so that nobody has to know which of two words binds more.
 */
export function segmentSentence(tree: Segment, names: SegmentNames, language: Language): string {
  const w = words[language];
  if ("all" in tree && tree.all.length === 0) return w.everybody;
  if ("any" in tree && tree.any.length === 0) return w.nobody;
  return said(tree, names, language, true);
}

function said(tree: Segment, names: SegmentNames, language: Language, outermost: boolean): string {
  const w = words[language];
  if ("not" in tree) return w.not(said(tree.not, names, language, false));
  if (!("all" in tree || "any" in tree)) return leafWords(tree, names, language);
  const parts = "all" in tree ? tree.all : tree.any;
  if (parts.length === 0) return "all" in tree ? w.everybody : w.nobody;
  const shown = parts.slice(0, saidMax).map((part) => said(part, names, language, parts.length === 1));
  const more = parts.length - shown.length;
  const whole = [...shown, ...(more > 0 ? [w.more(more)] : [])].join("all" in tree ? w.and : w.or);
  return outermost || parts.length === 1 ? whole : w.bracketed(whole);
}

function leafWords(leaf: Leaf, names: SegmentNames, language: Language): string {
  return language === "ja" ? leafJa(leaf, names) : leafEn(leaf, names);
}

const words = {
  ja: {
    everybody: "すべての会員",
    nobody: "だれも含まない",
    and: " かつ ",
    or: " または ",
    not: (what: string) => `「${what}」でない`,
    more: (count: number) => `ほか${count}件の条件`,
    bracketed: (what: string) => `（${what}）`,
  },
  en: {
    everybody: "all members",
    nobody: "nobody",
    and: " and ",
    or: " or ",
    not: (what: string) => `not (${what})`,
    more: (count: number) => `${count} more ${count === 1 ? "condition" : "conditions"}`,
    bracketed: (what: string) => `(${what})`,
  },
} as const;
