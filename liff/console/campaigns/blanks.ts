import type { CampaignVariable } from "../../../shared/campaigns/schema.ts";
import type { Words } from "../screen.ts";

/** What a blank stands for, on the button that inserts it. The keys are all that a campaign's words may have. */
export const blankWordsOf: Readonly<Record<CampaignVariable, Words>> = {
  name: ["お名前", "Name"],
  points: ["いまのポイント", "Points now"],
  rank: ["ランクの名前", "Rank"],
  shop: ["お店の名前", "Shop"],
  coupon: ["クーポンの名前", "Coupon"],
  couponUntil: ["クーポンの期限", "Coupon's last day"],
};

export const couponBlanks: readonly CampaignVariable[] = ["coupon", "couponUntil"];
/** With one of these each member is told something of their own. */
export const personalBlanks: readonly CampaignVariable[] = ["name", "points", "rank"];
export const knownBlanks: readonly CampaignVariable[] = [
  ...(["name", "points", "rank", "shop"] as const),
  ...couponBlanks,
];

/** With its honorific, or what is said to who has no name; and what stands where a fact is not known. */
const inserted: Readonly<Record<"ja" | "en", Readonly<Partial<Record<CampaignVariable, string>>>>> = {
  ja: { name: "{name|お客}さま", rank: "{rank|会員}" },
  en: { name: "{name|there}", rank: "{rank|member}" },
};

export function blankText(blank: CampaignVariable, language: "ja" | "en"): string {
  return inserted[language][blank] ?? `{${blank}}`;
}
