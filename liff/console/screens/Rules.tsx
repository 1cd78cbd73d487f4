import { Alert, Badge, Button, Group, Menu, Paper, Stack, Text } from "@mantine/core";
import { ulid } from "ulid";
import { sameRule } from "../../../shared/points/programme/changes.ts";
import { baseRule } from "../../../shared/points/programme/defaults.ts";
import type { EarnRule } from "../../../shared/points/programme/schema.ts";
import { ruleSentence } from "../../../shared/points/programme/sentence.ts";
import { useLadder } from "../api.ts";
import { useDraft } from "../draft.tsx";
import { useLanguage, useSay } from "../language.tsx";
import { suggestedName } from "../parts/names.ts";
import { Heading } from "../parts/States.tsx";
import { useLink, usePlace } from "../router.tsx";
import { useStaff } from "../session.tsx";

/** What rules call stores and ranks. */
export function useNames() {
  const { stores } = useStaff();
  const { language } = useLanguage();
  const ladder = useLadder().data?.ladder;
  return {
    place: (publicId: string) => stores.find((place) => place.publicId === publicId)?.name,
    rank: (code: string) => ladder?.ranks.find((rank) => rank.code === code)?.name[language],
  };
}

const promotion: EarnRule = { ...baseRule, role: "promotion", origin: "promotion", state: "active" };

/** Starting points for the usual promotions. */
const patterns: readonly { readonly title: EarnRule["name"]; readonly rule: EarnRule }[] = [
  {
    title: { ja: "曜日・時間の倍率", en: "Day and time multiplier" },
    rule: {
      ...promotion,
      value: { kind: "multiplier", perMille: 2000 },
      window: { ...promotion.window, weekdays: [2] },
    },
  },
  {
    title: { ja: "期間の倍率", en: "Campaign multiplier" },
    rule: { ...promotion, value: { kind: "multiplier", perMille: 2000 } },
  },
  {
    title: { ja: "来店ポイント", en: "Visit points" },
    rule: { ...promotion, trigger: "visit", value: { kind: "fixed", points: 5 } },
  },
  {
    title: { ja: "入会特典", en: "Sign-up bonus" },
    rule: { ...promotion, trigger: "join", value: { kind: "fixed", points: 100 } },
  },
  {
    title: { ja: "誕生月の倍率", en: "Birthday month" },
    rule: {
      ...promotion,
      value: { kind: "multiplier", perMille: 2000 },
      scope: { ...promotion.scope, birthdayMonth: true },
    },
  },
  {
    title: { ja: "商品の特典", en: "Item bonus" },
    rule: { ...promotion, unit: "line", value: { kind: "per_item", points: 5 } },
  },
  { title: { ja: "別の基本ルール", en: "Another base rule" }, rule: { ...baseRule } },
];

export function RulesScreen() {
  const { draft, setRule } = useDraft();
  const { rights } = useStaff();
  const { go } = usePlace();
  const { language } = useLanguage();
  const say = useSay();
  const add = (pattern: EarnRule): void => {
    const ruleId = `r${ulid().slice(-12).toLowerCase()}`;
    const rule = { ...pattern, ruleId, version: 1 };
    setRule({ ...rule, name: suggestedName(rule, draft.rules) });
    go(`rules/${ruleId}`);
  };
  return (
    <>
      <Heading
        title={say("ルール", "Rules")}
        about={say(
          "基本ルールは最も多く付くもの1つ、特典はその上に加わります。",
          "Of base rules the one that gives most counts; promotions come on top.",
        )}
      >
        {rights.publish && (
          <Menu position="bottom-end" withinPortal={false}>
            <Menu.Target>
              <Button>{say("ルールを追加", "Add a rule")}</Button>
            </Menu.Target>
            <Menu.Dropdown>
              {patterns.map(({ title, rule }) => (
                <Menu.Item key={title.en} onClick={() => add(rule)}>
                  {title[language]}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        )}
      </Heading>
      <Changes />
      <ReadOnly />
      {(["base", "promotion"] as const).map((role) => {
        const rules = draft.rules.filter((rule) => rule.role === role);
        if (rules.length === 0) return null;
        return (
          <Stack gap="sm" key={role} component="section">
            <Text component="h2" fw={700}>
              {role === "base" ? say("基本ルール", "Base rules") : say("特典", "Promotions")}
            </Text>
            {rules.map((rule) => (
              <RuleRow rule={rule} key={rule.ruleId} />
            ))}
          </Stack>
        );
      })}
    </>
  );
}

const stateColours = { draft: "gray", active: "green", stopped: "orange" } as const;

function RuleRow({ rule }: { readonly rule: EarnRule }) {
  const { base } = useDraft();
  const { language } = useLanguage();
  const names = useNames();
  const link = useLink();
  const say = useSay();
  const was = base.rules.find((candidate) => candidate.ruleId === rule.ruleId);
  const words = {
    draft: say("下書き", "Draft"),
    active: say("実施中", "Active"),
    stopped: say("停止", "Stopped"),
  };
  return (
    <Paper component="a" className="rule-row" withBorder p="md" {...link(`rules/${rule.ruleId}`)}>
      <Group justify="space-between" gap="xs" wrap="nowrap" align="flex-start">
        <Text fw={600}>{rule.name[language]}</Text>
        <Group gap={6} justify="flex-end">
          {(was === undefined || !sameRule(was, rule)) && (
            <Badge color="thread" variant="light">
              {was === undefined ? say("新規", "New") : say("変更あり", "Edited")}
            </Badge>
          )}
          <Badge color={was === undefined ? "gray" : stateColours[rule.state]} variant="light">
            {was === undefined && rule.state === "active"
              ? say("公開後に実施", "Active once published")
              : words[rule.state]}
          </Badge>
        </Group>
      </Group>
      <Text mt={4}>{ruleSentence(rule, language, names)}</Text>
    </Paper>
  );
}

/** That something is not published yet, on every screen of rules. */
export function Changes() {
  const { changed, discard } = useDraft();
  const { rights } = useStaff();
  const link = useLink();
  const say = useSay();
  if (!changed) return null;
  return (
    <Paper withBorder p="sm" bg="#fdf3dc">
      <Group justify="space-between">
        <Text size="sm" flex="1 1 260px">
          {say(
            "公開していない変更があります。このブラウザーだけに保存され、公開するまで会計には使われません。",
            "There are changes that are not published. They are kept in this browser only, and no sale uses them until then.",
          )}
        </Text>
        <Group gap="xs">
          <Button variant="subtle" color="gray" size="xs" onClick={discard}>
            {say("変更を破棄", "Discard")}
          </Button>
          {rights.publish && (
            <Button component="a" size="xs" {...link("publish")}>
              {say("確認して公開", "Review and publish")}
            </Button>
          )}
        </Group>
      </Group>
    </Paper>
  );
}

/** Why nothing can be changed here, for who only reads. */
export function ReadOnly() {
  const { rights } = useStaff();
  const say = useSay();
  if (rights.publish) return null;
  return (
    <Alert color="gray" role="note">
      {say(
        "閲覧のみできます。変更して公開できるのは、オーナーと販促担当です。",
        "You can read this. Owners and marketers change and publish it.",
      )}
    </Alert>
  );
}
