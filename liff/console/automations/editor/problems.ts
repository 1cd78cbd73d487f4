import { variablesOf } from "../../../../shared/automations/kinds.ts";
import type { Automation } from "../../../../shared/automations/schema.ts";
import { unknownVariable } from "../../../../shared/messages/variables.ts";
import type { Words } from "../../screen.ts";

/**
 * What is wrong with an automation as it is being written, by field. It asks what the server's schema asks; the schema itself
 * stays at the server, and a test holds the two together. What a field cannot hold is not asked again.
 */
export function problemsOf(automation: Automation): ReadonlyMap<string, Words> {
  const { name, trigger, words } = automation;
  const found = new Map<string, Words>();
  if (isEmpty(name)) found.set("name", ["名前を入力してください", "Please enter a name"]);
  if ("daysBefore" in trigger && Array.isArray(trigger.daysBefore) && trigger.daysBefore.length === 0) {
    found.set("trigger.daysBefore", ["1つ以上選んでください", "Please choose at least one"]);
  }
  if (isEmpty(words.ja.title)) {
    found.set("words.ja.title", ["見出しを入力してください", "Please enter a title"]);
  }
  for (const language of ["ja", "en"] as const) {
    for (const field of ["title", "text"] as const) {
      const unknown = unknownVariable(words[language][field], variablesOf(trigger.kind));
      if (unknown === null) continue;
      found.set(`words.${language}.${field}`, [
        `${unknown} はこのきっかけでは使えません`,
        `${unknown} stands for nothing with this trigger`,
      ]);
    }
  }
  return found;
}

function isEmpty(text: string): boolean {
  return text.trim() === "";
}

/** As it is sent: what is not said in English is said in Japanese. */
export function withEnglish(automation: Automation): Automation {
  const { ja, en } = automation.words;
  const filled = {
    title: isEmpty(en.title) ? ja.title : en.title,
    text: isEmpty(en.text) ? ja.text : en.text,
  };
  return { ...automation, words: { ja, en: filled } };
}

/** As it is written: English that repeats the Japanese is empty. */
export function withoutRepeats(automation: Automation): Automation {
  const { ja, en } = automation.words;
  const own = { title: en.title === ja.title ? "" : en.title, text: en.text === ja.text ? "" : en.text };
  return { ...automation, words: { ja, en: own } };
}
