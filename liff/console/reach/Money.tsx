import { Button, Group, Stack, Text } from "@mantine/core";
import { grouped, yenOf } from "../../../shared/points/programme/words.ts";
import { costOf } from "../../../shared/reach/cost.ts";
import { planDiffers } from "../../../shared/reach/plan-differs.ts";
import { linePlans } from "../../../shared/reach/plans.ts";
import type { PlanName, PriceTier } from "../../../shared/reach/schema.ts";
import { useSay } from "../language.tsx";
import { useQuota } from "../line/api.ts";
import { Section } from "../member/Section.tsx";
import { Choice, NumField, OptionalNum } from "../parts/Fields.tsx";
import { PlanNote } from "./PlanNote.tsx";
import type { PartProps } from "./ReachForm.tsx";

/** What LINE asks for messages, and how much of it a month may cost. */
export function Money(props: PartProps) {
  const { values, set, locked } = props;
  const say = useSay();
  return (
    <>
      <Section title={say("LINEの料金プラン", "LINE's plan")}>
        <Plan {...props} />
      </Section>
      <Section title={say("月の予算", "A month's budget")}>
        <Stack gap="xs">
          <OptionalNum
            at="budgetYen"
            label={say("追加メッセージの予算(税別)", "For additional messages, without tax")}
            value={values.budgetYen}
            onChange={(budgetYen) => set({ budgetYen })}
            max={1_000_000_000}
            unit="¥"
            w={220}
            disabled={locked}
          />
          <Text size="sm" c="dimmed">
            {say(
              "配信の前の確認で、予算を超える見込みならお知らせします。",
              "Before a campaign is sent you are told if it would go beyond.",
            )}
          </Text>
        </Stack>
      </Section>
    </>
  );
}

function Plan({ values: { plan }, set, locked }: PartProps) {
  const say = useSay();
  const names: Readonly<Record<PlanName, string>> = {
    communication: say("コミュニケーション", "Communication"),
    light: say("ライト", "Light"),
    standard: say("スタンダード", "Standard"),
    other: say("そのほか", "Another"),
  };
  const change = (next: Partial<typeof plan>): void => set({ plan: { ...plan, ...next } });
  return (
    <Stack gap="sm">
      <fieldset className="plain" disabled={locked}>
        <Stack gap="sm">
          <Choice
            label={say("プラン", "Plan")}
            value={plan.name}
            options={names}
            onChange={(name) => set({ plan: name === "other" ? { ...plan, name } : linePlans[name] })}
          />
          <Group gap="md" align="flex-start">
            <NumField
              at="plan.feeYen"
              label={say("月額(税別)", "A month, without tax")}
              value={plan.feeYen}
              onChange={(feeYen) => change({ feeYen })}
              unit="¥"
              w={150}
            />
            <NumField
              at="plan.included"
              label={say("無料の通数", "Messages included")}
              value={plan.included}
              onChange={(included) => change({ included })}
              max={1_000_000_000}
              unit={say("通", "")}
              w={150}
            />
          </Group>
          <Tiers tiers={plan.tiers} onChange={(tiers) => change({ tiers })} locked={locked} />
        </Stack>
      </fieldset>
      <Against plan={plan} />
      <Example plan={plan} />
    </Stack>
  );
}

interface TiersProps {
  readonly tiers: readonly PriceTier[];
  readonly onChange: (tiers: PriceTier[]) => void;
  readonly locked: boolean;
}

/** Price by price; the last has no end. */
function Tiers({ tiers, onChange, locked }: TiersProps) {
  const say = useSay();
  const put = (nth: number, next: Partial<PriceTier>): void =>
    onChange(tiers.map((tier, at) => (at === nth ? { ...tier, ...next } : tier)));
  const add = (): void => {
    const ends = tiers.map(({ upTo }) => upTo ?? (tiers.at(-2)?.upTo ?? 0) + 50_000);
    const closed = tiers.map((tier, nth) => ({ ...tier, upTo: ends[nth] ?? null }));
    onChange([...closed, { upTo: null, senEach: tiers.at(-1)?.senEach ?? 300 }]);
  };
  const drop = (): void =>
    onChange(
      tiers.slice(0, -1).map((tier, nth, left) => (nth === left.length - 1 ? { ...tier, upTo: null } : tier)),
    );
  return (
    <Stack gap="xs">
      <Text fw={600} size="sm">
        {say("追加メッセージの単価", "Price of additional messages")}
      </Text>
      {tiers.length === 0 && (
        <Text size="sm" c="dimmed">
          {say("このプランでは、追加メッセージを買えません。", "No additional messages can be bought.")}
        </Text>
      )}
      {tiers.map((tier, nth) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a tier is its place
        <Group key={nth} gap="md" align="flex-end">
          {tier.upTo === null ? (
            <Text w={150} pb={8}>
              {say("それ以上", "All beyond")}
            </Text>
          ) : (
            <NumField
              at={`plan.tiers.${nth}.upTo`}
              label={say("ここまで", "Up to")}
              value={tier.upTo}
              onChange={(upTo) => put(nth, { upTo })}
              min={(tiers[nth - 1]?.upTo ?? 0) + 1}
              max={1_000_000_000}
              unit={say("通", "")}
              w={150}
            />
          )}
          <NumField
            at={`plan.tiers.${nth}.senEach`}
            label={say("1通(税別)", "Each, without tax")}
            value={tier.senEach}
            onChange={(senEach) => put(nth, { senEach })}
            max={10_000}
            scale={100}
            unit="¥"
            w={130}
          />
        </Group>
      ))}
      {!locked && (
        <Group gap="sm">
          <Button variant="default" size="xs" onClick={add} disabled={tiers.length >= 20}>
            {say("単価を追加する", "Add a price")}
          </Button>
          {tiers.length > 0 && (
            <Button variant="subtle" color="gray" size="xs" onClick={drop}>
              {say("最後の単価を消す", "Remove the last price")}
            </Button>
          )}
        </Group>
      )}
    </Stack>
  );
}

/** What is typed, beside what LINE itself says of the month. */
function Against({ plan }: Pick<PartProps["values"], "plan">) {
  const line = useQuota().data?.plan ?? null;
  const monthly = line?.kind === "limited" ? line.perMonth : null;
  const differs = planDiffers(plan, { kind: line?.kind ?? null, value: monthly });
  return <PlanNote differs={differs} included={plan.included} monthly={monthly} here />;
}

/** What it means, in a sentence. */
function Example({ plan }: Pick<PartProps["values"], "plan">) {
  const say = useSay();
  const messages = plan.included + 10_000;
  const { yen, impossible } = costOf(messages, plan, 0);
  const all = grouped(messages);
  return (
    <Text size="sm" c="dimmed" role="status">
      {impossible > 0
        ? say(
            `例: 月に${all}通を送ろうとすると、${grouped(impossible)}通は送れません。`,
            `For example, of ${all} messages a month ${grouped(impossible)} cannot be sent.`,
          )
        : say(
            `例: 月に${all}通を送ると、追加料金は${yenOf(yen)}(税別)です。`,
            `For example, ${all} messages a month cost ${yenOf(yen)} more, without tax.`,
          )}
    </Text>
  );
}
