import type { Words } from "../screen.ts";

/** The parts of a member's page, each at an address of its own: `members/{memberId}/points`; the first at the member's. */
export const tabs = [
  { at: "", name: ["概要", "Overview"] },
  { at: "points", name: ["ポイント", "Points"] },
  { at: "coupons", name: ["クーポン", "Coupons"] },
  { at: "stamps", name: ["スタンプ", "Stamps"] },
  { at: "messages", name: ["メッセージ", "Messages"] },
  { at: "notes", name: ["メモ", "Notes"] },
  { at: "actions", name: ["手続き", "Actions"] },
] as const satisfies readonly { readonly at: string; readonly name: Words }[];

export type TabAt = (typeof tabs)[number]["at"];

/** Null for an address that leads nowhere. */
export function tabIn(part: string): TabAt | null {
  return tabs.find(({ at }) => at === part)?.at ?? null;
}
