import { expect, test } from "vitest";
import { campaignDocument, campaignVariables } from "../../../shared/campaigns/schema.ts";
import { plainCoupon } from "../../../shared/coupons/samples.ts";
import { problemsOf as lineProblems } from "../../../shared/messages/problems.ts";
import { knownBlanks } from "./blanks.ts";
import { blankWords, type Draft, documentOf, draftOf, evenShares } from "./draft.ts";
import { counted } from "./editor/counted.ts";
import { problemsOf } from "./editor/problems.ts";
import { sampleMessages } from "./sample-message.ts";
import { blankCampaign, startsOn } from "./starts.ts";
import { scheduleSentence, stateOrder } from "./words.ts";

const now = { todayOn: "2026-11-21", time: "12:00" };
const coupon = { ...plainCoupon, version: 1 };
const shop = { shopName: "縁", cardUrl: "https://liff.line.me/1", stopWord: "停止", todayOn: now.todayOn };

const saying = (text: string): Draft => ({
  ...blankCampaign,
  name: "週末",
  variants: [{ share: 100, ja: { ...blankWords, text }, en: blankWords }],
});

test("each of the 6 usual campaigns passes the server's schema and draws a message that LINE takes, in both languages", () => {
  const starts = startsOn(now.todayOn);
  expect(starts).toHaveLength(6);
  for (const { draft, withCoupon } of starts) {
    const document = documentOf({ ...draft, couponId: withCoupon ? "C-1" : null });
    expect(campaignDocument.parse(document)).toEqual(document);
    expect([...problemsOf({ ...draft, couponId: withCoupon ? "C-1" : null }, now)]).toEqual([]);
    for (const { ja, en } of document.variants) {
      for (const [language, words] of [["ja", ja] as const, ["en", en ?? ja] as const]) {
        const messages = sampleMessages(words, withCoupon ? coupon : null, shop, language);
        expect(lineProblems(messages)).toEqual([]);
        expect(JSON.stringify(messages)).not.toMatch(/\{[a-z]\w*(\||\})/i);
      }
    }
  }
});

test("the buttons insert every blank that the schema knows, and no other", () => {
  expect([...knownBlanks].sort()).toEqual([...campaignVariables].sort());
});

const weekly: Extract<Draft["schedule"], { readonly kind: "weekly" }> = {
  kind: "weekly",
  weekdays: [5],
  time: "10:00",
  until: "2026-12-31",
};

test.each<readonly [string, Draft]>([
  ["name", { ...saying("あ"), name: " " }],
  ["variants.0.ja.text", saying("")],
  ["variants.0.ja.text", saying("{nmae}さま")],
  ["variants.0.ja.text", saying("{coupon}をどうぞ")],
  ["variants.0.ja.url", { ...saying("あ"), variants: [withJa({ text: "あ", label: "見る" })] }],
  [
    "variants.0.ja.url",
    { ...saying("あ"), variants: [withJa({ text: "あ", label: "見る", url: "http://a.jp" })] },
  ],
  ["variants.0.ja.label", { ...saying("あ"), variants: [withJa({ text: "あ", url: "https://a.jp" })] }],
  ["variants.0.ja.imageUrl", { ...saying("あ"), variants: [withJa({ text: "あ", imageUrl: "a.png" })] }],
  [
    "variants",
    { ...saying("あ"), variants: [50, 40].map((share) => ({ ...withJa({ text: "あ" }), share })) },
  ],
  ["schedule.weekdays", { ...saying("あ"), schedule: { ...weekly, weekdays: [] } }],
  ["schedule.until", { ...saying("あ"), schedule: { ...weekly, until: "" } }],
  ["schedule.on", { ...saying("あ"), schedule: { kind: "at", on: "", time: "10:00" } }],
])("%s is told beside its field, and the server's schema refuses the same document", (field, draft) => {
  expect(problemsOf(draft, now).has(field)).toBe(true);
  expect(campaignDocument.safeParse(documentOf(draft)).success).toBe(false);
});

function withJa(words: Partial<typeof blankWords>): Draft["variants"][number] {
  return { share: 100, ja: { ...blankWords, ...words }, en: blankWords };
}

test.each<readonly [string, Draft]>([
  ["audience.segmentId", { ...saying("あ"), audience: { ...blankCampaign.audience, kind: "segment" } }],
  ["schedule.on", { ...saying("あ"), schedule: { kind: "at", on: "2026-11-21", time: "11:59" } }],
  ["schedule.until", { ...saying("あ"), schedule: { ...weekly, until: "2026-11-20" } }],
])("%s is told though the schema takes it: it would go to everybody, or at another time than meant", (field, draft) => {
  expect(problemsOf(draft, now).has(field)).toBe(true);
});

test("a document comes back from the form as it went in; English that is left out is sent in Japanese only beside other English", () => {
  const draft = { ...saying("こんにちは"), variants: [withJa({ title: "春", text: "こんにちは" })] };
  expect(documentOf(draft).variants[0]?.en).toBeNull();
  const both = {
    ...draft,
    variants: draft.variants.map((one) => ({ ...one, en: { ...blankWords, title: "Spring" } })),
  };
  const document = documentOf(both);
  expect(document.variants[0]?.en).toMatchObject({ title: "Spring", text: "こんにちは" });
  expect(draftOf(document)).toEqual(both);
  expect(documentOf(draftOf(document))).toEqual(document);
});

test("the table is counted from what matters: other letters are the same question, a name in them is another", () => {
  const asked = (text: string) => counted(documentOf(saying(text)));
  expect(asked("あ")).toEqual(asked("いろは"));
  expect(asked("{name|お客}さま")).not.toEqual(asked("いろは"));
  expect(campaignDocument.safeParse(asked("")).success).toBe(true);
});

test("shares are 100 in all: 3 variants are 34, 33 and 33", () => {
  expect(evenShares(3)).toEqual([34, 33, 33]);
  expect(evenShares(4)).toEqual([25, 25, 25, 25]);
});

test("times are said as a person says them, and reasons stand in the order of the funnel", () => {
  const [ja, en] = [(one: string) => one, (_: string, other: string) => other];
  expect(scheduleSentence(weekly, ja)).toBe("毎週金曜 10:00(2026/12/31まで)");
  expect(scheduleSentence(weekly, en)).toBe("Every Friday at 10:00, until 2026/12/31");
  expect(scheduleSentence({ kind: "at", on: "2026-12-01", time: "18:30" }, ja)).toBe("2026/12/1 18:30");
  expect(stateOrder(["held_out", "sent", "blocked"])).toEqual(["sent", "blocked", "held_out"]);
});
