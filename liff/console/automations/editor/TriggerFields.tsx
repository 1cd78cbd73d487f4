import { Fieldset, Group, Stack, Text, TextInput } from "@mantine/core";
import { triggerKinds } from "../../../../shared/automations/kinds.ts";
import type { Trigger, TriggerKind } from "../../../../shared/automations/schema.ts";
import { type Say, useSay } from "../../language.tsx";
import { Choice, NumField } from "../../parts/Fields.tsx";
import { Within } from "../../wrong.tsx";
import { plainTriggers } from "../starts.ts";
import { kindWords, triggerSentence } from "../words.ts";
import { DaysBefore } from "./DaysBefore.tsx";
import type { FormProps } from "./form-props.ts";

/** What it is called and what it follows. */
export function TriggerFields(props: FormProps) {
  const { automation, set, wrong, forget } = props;
  const { trigger } = automation;
  const say = useSay();
  const choose = (kind: TriggerKind): void => {
    forget("trigger.");
    set({ trigger: plainTriggers[kind] });
  };
  return (
    <Fieldset legend={say("きっかけ", "What it follows")}>
      <Stack>
        <TextInput
          label={say("自動配信の名前(会員には見えません)", "Name, which members do not see")}
          required
          maw={420}
          maxLength={60}
          value={automation.name}
          error={wrong("name")}
          onChange={({ currentTarget }) => set({ name: currentTarget.value })}
        />
        <Choice
          label={say("きっかけ", "Trigger")}
          value={trigger.kind}
          options={kindsIn(say)}
          onChange={choose}
        />
        <Within part="trigger">
          <Details {...props} key={trigger.kind} />
        </Within>
        <Text size="sm" role="status">
          {say(
            `${triggerSentence(trigger, say)}、${automation.sendAt}に送ります。`,
            `Sent: ${triggerSentence(trigger, say)}, at ${automation.sendAt}.`,
          )}
        </Text>
      </Stack>
    </Fieldset>
  );
}

/** Written out in full, as `Choice` needs it. */
function kindsIn(say: Say): Readonly<Record<TriggerKind, string>> {
  const all: Record<string, string> = {};
  for (const kind of triggerKinds) all[kind] = say(...kindWords[kind]);
  return { ...noKinds, ...all };
}

const noKinds: Readonly<Record<TriggerKind, string>> = {
  welcome: "",
  nth_visit: "",
  birthday: "",
  anniversary: "",
  dormant: "",
  points_expiring: "",
  coupon_expiring: "",
  stamp_near: "",
  rank_near: "",
  rank_changed: "",
  rank_will_fall: "",
  refund: "",
};

function Details(props: FormProps) {
  const { automation, set, wrong } = props;
  const { trigger } = automation;
  const say = useSay();
  const put = (next: Trigger): void => set({ trigger: next });
  switch (trigger.kind) {
    case "nth_visit":
      return (
        <Group align="flex-start">
          <NumField
            at="nth"
            label={say("何回目の来店", "Which visit")}
            unit={say("回目", "")}
            min={1}
            max={1000}
            value={trigger.nth}
            onChange={(nth) => put({ ...trigger, nth })}
          />
          <Delay trigger={trigger} put={put} />
        </Group>
      );
    case "birthday":
    case "anniversary":
      return (
        <NumField
          at="daysBefore"
          label={say("何日前に送る(0は当日)", "Days before; 0 is the day itself")}
          unit={say("日前", "days")}
          w={260}
          max={60}
          value={trigger.daysBefore}
          onChange={(daysBefore) => put({ ...trigger, daysBefore })}
        />
      );
    case "dormant":
      return (
        <NumField
          at="days"
          label={say("最後の来店から", "After the last visit")}
          unit={say("日", "days")}
          min={7}
          max={1825}
          value={trigger.days}
          onChange={(days) => put({ ...trigger, days })}
        />
      );
    case "points_expiring":
      return (
        <>
          <DaysBefore
            max={180}
            value={trigger.daysBefore}
            error={wrong("trigger.daysBefore")}
            onChange={(daysBefore) => put({ ...trigger, daysBefore })}
          />
          <NumField
            at="pointsMin"
            label={say("知らせるポイントの下限", "Fewest points worth telling")}
            unit="P"
            w={260}
            min={1}
            max={1_000_000}
            value={trigger.pointsMin}
            onChange={(pointsMin) => put({ ...trigger, pointsMin })}
          />
        </>
      );
    case "coupon_expiring":
      return (
        <DaysBefore
          max={60}
          value={trigger.daysBefore}
          error={wrong("trigger.daysBefore")}
          onChange={(daysBefore) => put({ ...trigger, daysBefore })}
        />
      );
    default:
      return <Happening trigger={trigger} put={put} />;
  }
}

type Delayed = Extract<Trigger, { readonly delayDays: number }>;

/** What happens on a day, and is told so many days after it. */
function Happening({ trigger, put }: { readonly trigger: Delayed; readonly put: (next: Trigger) => void }) {
  const say = useSay();
  return (
    <Group align="flex-start">
      {trigger.kind === "stamp_near" && (
        <NumField
          at="missingMax"
          label={say("あと何個以下になったら", "Stamps to go, or fewer")}
          unit={say("個", "")}
          w={220}
          min={1}
          max={10}
          value={trigger.missingMax}
          onChange={(missingMax) => put({ ...trigger, missingMax })}
        />
      )}
      {trigger.kind === "rank_changed" && (
        <Choice
          label={say("どちらへ", "Which way")}
          w={180}
          value={trigger.direction}
          options={{ up: say("上がった", "Up"), down: say("下がった", "Down") }}
          onChange={(direction) => put({ ...trigger, direction })}
        />
      )}
      <Delay trigger={trigger} put={put} />
    </Group>
  );
}

function Delay({ trigger, put }: { readonly trigger: Delayed; readonly put: (next: Trigger) => void }) {
  const say = useSay();
  return (
    <NumField
      at="delayDays"
      label={say("何日後に送る(0は当日)", "Days after; 0 is the same day")}
      unit={say("日後", "days")}
      w={260}
      max={365}
      value={trigger.delayDays}
      onChange={(delayDays) => put({ ...trigger, delayDays })}
    />
  );
}
