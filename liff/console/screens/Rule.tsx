import { Accordion, Alert, Button, Fieldset, Group, Stack, Text, TextInput } from "@mantine/core";
import { ruleProblems } from "../../../shared/points/programme/check.ts";
import type { EarnRule } from "../../../shared/points/programme/schema.ts";
import { ruleSentence } from "../../../shared/points/programme/sentence.ts";
import { useDraft } from "../draft.tsx";
import { useLanguage, useSay } from "../language.tsx";
import { Choice } from "../parts/Fields.tsx";
import { isSuggested, suggestedName } from "../parts/names.ts";
import { problemWords } from "../parts/problems.ts";
import { CapsFields, LifeFields } from "../parts/RuleLimits.tsx";
import { ScopeFields } from "../parts/RuleScope.tsx";
import { ValueFields } from "../parts/RuleValue.tsx";
import { WindowFields } from "../parts/RuleWindow.tsx";
import { Heading } from "../parts/States.tsx";
import { usePlace } from "../router.tsx";
import { useStaff } from "../session.tsx";
import { Within } from "../wrong.tsx";
import { Changes, ReadOnly, useNames } from "./Rules.tsx";

/** What every group of a rule's fields is given. */
export interface RuleFields {
  readonly rule: EarnRule;
  readonly set: (change: Partial<EarnRule>) => void;
  /** The sentence of what is wrong with a field, named from the rule on. */
  readonly wrong: (field: string) => string | undefined;
}

export function RuleScreen({ ruleId }: { readonly ruleId: string }) {
  const { draft, base, setRule, removeRule } = useDraft();
  const { rights } = useStaff();
  const { language } = useLanguage();
  const { go } = usePlace();
  const names = useNames();
  const say = useSay();
  const rule = draft.rules.find((candidate) => candidate.ruleId === ruleId);
  if (rule === undefined) {
    return <Alert color="gray" title={say("このルールはありません", "There is no such rule")} />;
  }
  const problems = ruleProblems(rule);
  const isNew = base.rules.every((candidate) => candidate.ruleId !== ruleId);
  const fields: RuleFields = {
    rule,
    set: (change) => {
      const next = { ...rule, ...change };
      const follows = change.name === undefined && isNew && isSuggested(rule, draft.rules);
      setRule(follows ? { ...next, name: suggestedName(next, draft.rules) } : next);
    },
    wrong: (field) => {
      const found = problems.find((problem) => problem.field === field);
      return found === undefined ? undefined : say(...problemWords[found.problem]);
    },
  };
  return (
    <>
      <Heading title={rule.name[language] || say("名前のないルール", "A rule without a name")}>
        <Button variant="default" onClick={() => go("rules")}>
          {say("一覧へ", "Back to the list")}
        </Button>
        {isNew && rights.publish && (
          <Button
            variant="subtle"
            color="red"
            onClick={() => {
              removeRule(ruleId);
              go("rules");
            }}
          >
            {say("削除", "Delete")}
          </Button>
        )}
      </Heading>
      <Text className="sentence" aria-live="polite">
        {ruleSentence(rule, language, names)}
      </Text>
      <Changes />
      <ReadOnly />
      <fieldset disabled={!rights.publish} style={{ border: 0, margin: 0, padding: 0, minWidth: 0 }}>
        <Within part={`rules.${ruleId}`}>
          <Stack gap="md">
            <Basics {...fields} />
            <Fieldset legend={say("付けるポイント", "What it gives")}>
              <ValueFields {...fields} />
            </Fieldset>
            <Fieldset legend={say("期間・曜日・時間", "When")}>
              <WindowFields {...fields} />
            </Fieldset>
            <Fieldset legend={say("上限", "Limits")}>
              <CapsFields {...fields} />
            </Fieldset>
            <Accordion variant="separated" multiple>
              <Accordion.Item value="scope">
                <Accordion.Control>
                  {say("対象のお店・会員・商品", "Stores, members and items")}
                </Accordion.Control>
                <Accordion.Panel>
                  <ScopeFields {...fields} />
                </Accordion.Panel>
              </Accordion.Item>
              <Accordion.Item value="life">
                <Accordion.Control>
                  {say("計算・有効期限・負担(詳細)", "Counting, expiry and funding (advanced)")}
                </Accordion.Control>
                <Accordion.Panel>
                  <LifeFields {...fields} />
                </Accordion.Panel>
              </Accordion.Item>
            </Accordion>
          </Stack>
        </Within>
      </fieldset>
    </>
  );
}

function Basics({ rule, set, wrong }: RuleFields) {
  const say = useSay();
  return (
    <Fieldset legend={say("名前と状態", "Name and state")}>
      <Text size="sm" c="dimmed" mb="xs">
        {say(
          "名前はレジの内訳と会員カードに表示されます。",
          "The name is shown at the till and on the member's card.",
        )}
      </Text>
      <Group align="flex-start">
        <TextInput
          label={say("名前(日本語)", "Name in Japanese")}
          value={rule.name.ja}
          maxLength={60}
          error={wrong("name.ja")}
          onChange={({ currentTarget }) => set({ name: { ...rule.name, ja: currentTarget.value } })}
        />
        <TextInput
          label={say("名前(英語)", "Name in English")}
          value={rule.name.en}
          maxLength={60}
          error={wrong("name.en")}
          onChange={({ currentTarget }) => set({ name: { ...rule.name, en: currentTarget.value } })}
        />
        <Choice
          label={say("状態", "State")}
          w={160}
          value={rule.state}
          options={{
            draft: say("下書き", "Draft"),
            active: say("実施中", "Active"),
            stopped: say("停止", "Stopped"),
          }}
          onChange={(state) => set({ state })}
        />
        <Choice
          label={say("きっかけ", "Trigger")}
          w={180}
          value={rule.trigger}
          options={{
            purchase: say("お買い上げ", "A purchase"),
            visit: say("ご来店(1日1回)", "A visit, once a day"),
            join: say("ご入会", "Joining"),
          }}
          onChange={(trigger) =>
            set({
              trigger,
              ...(trigger === "purchase" ? {} : { role: "promotion" as const }),
              ...(trigger === "join" ? { value: { kind: "fixed" as const, points: 100 } } : {}),
            })
          }
        />
        <Choice
          label={say("種類", "Kind")}
          w={180}
          value={rule.role}
          options={{ base: say("基本", "Base"), promotion: say("特典", "Promotion") }}
          error={wrong("role")}
          onChange={(role) => set({ role })}
        />
      </Group>
    </Fieldset>
  );
}
