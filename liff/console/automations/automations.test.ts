import { expect, test } from "vitest";
import { triggerKinds } from "../../../shared/automations/kinds.ts";
import { sampleMessages } from "../../../shared/automations/sample.ts";
import { type Automation, automation as schema, type Trigger } from "../../../shared/automations/schema.ts";
import { problemsOf as lineProblems } from "../../../shared/messages/problems.ts";
import { problemsOf, withEnglish, withoutRepeats } from "./editor/problems.ts";
import { blankAutomation, plainTriggers, startingFrom, starts } from "./starts.ts";
import { occasionWords, triggerSentence } from "./words.ts";

const ja = (text: string): string => text;
const en = (_: string, text: string): string => text;
const birthday = startingFrom("birthday");

test("each of the 8 usual automations passes the server's schema and draws a message that LINE takes, in both languages", () => {
  expect(starts).toHaveLength(8);
  const shop = { shopName: "縁", cardUrl: "https://liff.line.me/1", stopWord: "停止", todayOn: "2026-11-21" };
  for (const { automation } of starts) {
    expect(schema.parse(automation)).toEqual(automation);
    expect(problemsOf(automation).size).toBe(0);
    for (const language of ["ja", "en"] as const) {
      const messages = sampleMessages(automation, null, shop, language);
      expect(lineProblems(messages)).toEqual([]);
      expect(JSON.stringify(messages)).not.toMatch(/\{[a-z]\w*(\||\})/i);
    }
  }
});

test("every one of the 12 triggers has a sentence in both languages and passes the schema", () => {
  expect(triggerKinds).toHaveLength(12);
  for (const kind of triggerKinds) {
    const trigger = plainTriggers[kind];
    expect(schema.safeParse({ ...birthday, trigger, words: words("お知らせ") }).success).toBe(true);
    expect(triggerSentence(trigger, ja)).not.toBe("");
    expect(triggerSentence(trigger, en)).toMatch(/^[A-Z0-9]/);
  }
  const steps: Trigger = { kind: "points_expiring", daysBefore: [30, 7, 0], pointsMin: 100 };
  expect(triggerSentence(steps, ja)).toBe("ポイントの期限の30日前・7日前・当日(100P以上)");
  expect(triggerSentence(steps, en)).toBe("30, 7 days before and on the day points lapse, of 100P or more");
});

function words(title: string): Automation["words"] {
  return { ja: { title, text: "" }, en: { title, text: "" } };
}

test.each([
  ["name", { ...birthday, name: " " }],
  ["words.ja.title", { ...birthday, words: words("") }],
  ["words.ja.title", { ...birthday, words: words("{expiring}ポイント") }],
  ["words.en.text", { ...birthday, words: { ...words("a"), en: { title: "a", text: "{nmae}" } } }],
  ["trigger.daysBefore", { ...birthday, trigger: { ...plainTriggers.points_expiring, daysBefore: [] } }],
])("%s is told beside its field, and the schema refuses it at the same place", (field, automation) => {
  expect(problemsOf(automation).has(field)).toBe(true);
  const refused = schema.safeParse(withEnglish(automation)).error?.issues.map(({ path }) => path.join("."));
  expect(refused).toContain(field);
});

test("English that is left empty is sent in Japanese, and is empty again when the form opens it", () => {
  const written = { ...blankAutomation, name: "誕生日", words: { ja: words("祝").ja, en: words("").en } };
  const sent = withEnglish(written);
  expect(sent.words.en.title).toBe("祝");
  expect(schema.safeParse(sent).success).toBe(true);
  expect(withoutRepeats(sent)).toEqual(written);
});

test("occasions as the server writes them are read back in words", () => {
  expect(occasionWords("points:2027-03-31:7", ja)).toBe("2027/3/31までのポイント・7日前");
  expect(occasionWords("coupon:01J:0", ja)).toBe("クーポンの期限・当日");
  expect(occasionWords("birthday:2027", en)).toBe("Birthday in 2027");
  expect(occasionWords("since:2026-09-01", ja)).toBe("2026/9/1から来店なし");
});
