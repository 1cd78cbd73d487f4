import { Group, Stack, Switch, Text, TextInput } from "@mantine/core";
import { type Caps, capsTooSmall } from "../../../shared/reach/caps.ts";
import { defaultReach } from "../../../shared/reach/defaults.ts";
import { useSay } from "../language.tsx";
import { Section } from "../member/Section.tsx";
import { NumField, OptionalNum } from "../parts/Fields.tsx";
import type { PartProps } from "./ReachForm.tsx";

/** How often, when, to whom never, and from how many on somebody else must agree. */
export function Limits(props: PartProps) {
  const say = useSay();
  return (
    <>
      <Section title={say("1人に送る回数の上限", "How often one member is written to")}>
        <CapFields {...props} />
      </Section>
      <Section title={say("送らない時間帯", "Quiet hours")}>
        <Quiet {...props} />
      </Section>
      <Section title={say("比較のため送らない会員", "Comparison group")}>
        <Holdout {...props} />
      </Section>
      <Section title={say("別の人の承認", "Another person's approval")}>
        <Approval {...props} />
      </Section>
    </>
  );
}

function CapFields({ values, set, locked }: PartProps) {
  const say = useSay();
  const fields: readonly (readonly [keyof Caps, string])[] = [
    ["perDay", say("1日", "A day")],
    ["perWeek", say("直近7日", "In 7 days")],
    ["perMonth", say("直近30日", "In 30 days")],
  ];
  const tooSmall = new Map(capsTooSmall(values.caps).map(({ window, least }) => [window, least]));
  const wrongOf = (window: keyof Caps): string | undefined => {
    const least = tooSmall.get(window);
    if (least === undefined) return undefined;
    return say(
      `短い期間の上限が${least}通なので、${least}以上にしてください`,
      `At least ${least}, the limit of the shorter time`,
    );
  };
  return (
    <Stack gap="xs">
      <Group gap="md" align="flex-start">
        {fields.map(([window, label]) => (
          <OptionalNum
            key={window}
            at={`caps.${window}`}
            label={label}
            value={values.caps[window]}
            onChange={(max) => set({ caps: { ...values.caps, [window]: max } })}
            min={1}
            max={100}
            unit={say("通", "")}
            w={130}
            disabled={locked}
            error={wrongOf(window)}
          />
        ))}
      </Group>
      <Text size="sm" c="dimmed">
        {say(
          "お店の日付で数えます。上限に達した人には送らず、理由を残します。空欄は上限なしです。",
          "Counted by the shop's days. Who has had as many is left out, with the reason kept. Empty: no limit.",
        )}
      </Text>
    </Stack>
  );
}

function Quiet({ values: { quietHours }, set, locked }: PartProps) {
  const say = useSay();
  const time = (which: "from" | "until", label: string) => (
    <TextInput
      type="time"
      label={label}
      w={130}
      disabled={locked}
      value={quietHours?.[which] ?? ""}
      error={
        which === "until" && quietHours?.from === quietHours?.until
          ? say("開始と違う時刻にしてください", "Must differ from the beginning")
          : undefined
      }
      onChange={({ currentTarget }) => {
        if (quietHours !== null && currentTarget.value !== "") {
          set({ quietHours: { ...quietHours, [which]: currentTarget.value } });
        }
      }}
    />
  );
  return (
    <Stack gap="xs">
      <Switch
        label={say("夜などは送らない", "Send nothing at certain hours")}
        checked={quietHours !== null}
        disabled={locked}
        onChange={({ currentTarget }) =>
          set({ quietHours: currentTarget.checked ? defaultReach.quietHours : null })
        }
      />
      {quietHours !== null && (
        <Group gap="md" align="flex-start">
          {time("from", say("開始", "From"))}
          {time("until", say("終了", "Until"))}
        </Group>
      )}
      <Text size="sm" c="dimmed">
        {say(
          "この時間に始まる配信は、終了の時刻まで待ちます。送っている途中なら、続きは終了の時刻からです。",
          "What would begin in them waits for their end; what is under way goes on then.",
        )}
      </Text>
    </Stack>
  );
}

function Holdout({ values, set, locked }: PartProps) {
  const say = useSay();
  return (
    <Stack gap="xs">
      <NumField
        at="holdoutPerMille"
        label={say("会員のうち", "Of all members")}
        value={values.holdoutPerMille}
        onChange={(holdoutPerMille) => set({ holdoutPerMille })}
        max={500}
        scale={10}
        unit="%"
        w={130}
        disabled={locked}
      />
      <Text size="sm" c="dimmed">
        {say(
          "いつも同じ会員に送りません。送った人と売上を比べて、配信の効果が分かります。",
          "Always the same members get no campaign. Their sales beside the others' show what campaigns do.",
        )}
      </Text>
    </Stack>
  );
}

function Approval({ values, set, locked }: PartProps) {
  const say = useSay();
  return (
    <Stack gap="xs">
      <OptionalNum
        at="approvalAbove"
        label={say("これより多くの人に送るとき", "For more recipients than")}
        value={values.approvalAbove}
        onChange={(approvalAbove) => set({ approvalAbove })}
        max={1_000_000_000}
        unit={say("人", "")}
        w={220}
        disabled={locked}
      />
      <Text size="sm" c="dimmed">
        {say(
          "作った人とは別の人が承認するまで送れません。空欄なら承認はいりません。",
          "Nothing is sent until somebody else has agreed. Empty: nobody needs to.",
        )}
      </Text>
    </Stack>
  );
}
