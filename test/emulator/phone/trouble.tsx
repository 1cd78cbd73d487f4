/** The switchboard: a person makes LINE fail, sees what is on, and what came of it. */
import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { oneOf } from "../../../liff/ui/line/read.ts";
import { type Fault, faultKinds } from "../http/fault-shapes.ts";
import { tell, userId } from "./store.ts";
import {
  attemptTrouble,
  faults,
  record,
  settings,
  turnSetting,
  turnWebhook,
  watchTrouble,
  webhookFaults,
} from "./trouble.ts";
import {
  armFault,
  blockAfterNext,
  clearFaults,
  removeFault,
  resetRecord,
  type ShownFault,
} from "./trouble-doors.ts";
import {
  amounts,
  endpointNames,
  kindNames,
  named,
  settingSwitches,
  troubleWords,
  webhookSwitches,
} from "./trouble-words.ts";

export function Trouble() {
  useEffect(watchTrouble, []);
  const say = troubleWords.value;
  const switched = webhookSwitches.filter(([, name, , off]) => isOn(webhookFaults.value[name], off)).length;
  return (
    <div class="trouble">
      <Part title={say.api} count={faults.value.filter(({ spent }) => !spent).length}>
        <ArmedFaults />
        <NewFault />
      </Part>
      <Part title={say.webhooks} count={switched}>
        {webhookSwitches.map(([name, property, on, off]) => (
          <Switch
            key={property}
            name={named(name)}
            checked={isOn(webhookFaults.value[property], off)}
            turn={(checked) => turnWebhook({ [property]: checked ? on : off })}
          />
        ))}
        <Switch
          name={say.redelivery}
          checked={settings.value.redelivery === true}
          turn={(redelivery) => turnSetting({ redelivery })}
        />
        <button type="button" class="secondary" disabled={userId.value === null} onClick={blockNext}>
          {say.blockNext}
        </button>
      </Part>
      <Part
        title={say.liff}
        count={settingSwitches.filter(([, name]) => settings.value[name] === true).length}
      >
        {settingSwitches.map(([name, property]) => (
          <Switch
            key={property}
            name={named(name)}
            checked={settings.value[property] === true}
            turn={(checked) => turnSetting({ [property]: checked })}
          />
        ))}
      </Part>
      <Part title={say.record} count={0}>
        <Recorded />
      </Part>
    </div>
  );
}

function isOn(value: unknown, off: unknown): boolean {
  return value !== undefined && JSON.stringify(value) !== JSON.stringify(off);
}

function Part(props: { title: string; count: number; children: ComponentChildren }) {
  return (
    <details class="trouble-part">
      <summary>
        <span>{props.title}</span>
        {props.count > 0 ? <span class="count">{troubleWords.value.on(props.count)}</span> : null}
      </summary>
      <div class="trouble-body">{props.children}</div>
    </details>
  );
}

function Switch(props: { name: string; checked: boolean; turn: (checked: boolean) => Promise<void> }) {
  return (
    <label class="choice">
      <input
        type="checkbox"
        checked={props.checked}
        onChange={(event) => void props.turn(event.currentTarget.checked)}
      />
      {props.name}
    </label>
  );
}

function blockNext(): void {
  const id = userId.value;
  if (id === null) return;
  void attemptTrouble(async () => {
    await blockAfterNext(id);
    tell(troubleWords.value.blockNextDone);
  });
}

function ArmedFaults() {
  const say = troubleWords.value;
  if (faults.value.length === 0) return <p class="hint">{say.none}</p>;
  return (
    <>
      <ul class="faults">
        {faults.value.map((fault) => (
          <ArmedFaultLine key={fault.id} fault={fault} />
        ))}
      </ul>
      <button type="button" class="secondary" onClick={() => void attemptTrouble(clearFaults)}>
        {say.clear}
      </button>
    </>
  );
}

function ArmedFaultLine({ fault }: { fault: ShownFault }) {
  const say = troubleWords.value;
  const where = endpointNames[fault.endpoint];
  const what = named(kindNames[fault.kind]);
  const amount = amounts.find(([, { times, probability = 1 }]) => {
    return (times ?? null) === fault.times && probability === fault.probability;
  });
  const about = [where ? named(where) : fault.endpoint, amount ? named(amount[0]) : ""];
  if (fault.userId !== null) about.push(fault.userId === userId.value ? say.thisPerson : fault.userId);
  return (
    <li class={fault.spent ? "fault spent" : "fault"}>
      <span class="fault-words">
        <strong>{what}</strong>
        <small>{about.filter((part) => part !== "").join("・")}</small>
        <small>{fault.spent ? `${say.struck(fault.struck)}・${say.spent}` : say.struck(fault.struck)}</small>
      </span>
      <button
        type="button"
        class="quiet"
        aria-label={say.stopNamed(what)}
        onClick={() => void attemptTrouble(() => removeFault(fault.id))}
      >
        {say.stop}
      </button>
    </li>
  );
}

function NewFault() {
  const say = troubleWords.value;
  const kind = useSignal("rate_429");
  const endpoint = useSignal("POST /v2/bot/message/push");
  const whom = useSignal("everyone");
  const amount = useSignal("0");
  const start = () => {
    const [, often] = amounts[Number(amount.value)] ?? [null, {}];
    const person = whom.value === "person" && userId.value !== null ? { userId: userId.value } : {};
    const chosen = oneOf(kind.value, faultKinds) ?? "rate_429";
    const fault: Fault = { endpoint: endpoint.value, kind: chosen, ...person, ...often, delayMs: 5_000 };
    void attemptTrouble(() => armFault(fault));
  };
  return (
    <form
      class="new-fault"
      aria-label={say.start}
      onSubmit={(event) => {
        event.preventDefault();
        start();
      }}
    >
      <Choice
        name={say.what}
        chosen={kind}
        of={Object.entries(kindNames).map(([id, name]) => [id, named(name)])}
      />
      <Choice
        name={say.where}
        chosen={endpoint}
        of={Object.entries(endpointNames).map(([id, name]) => [id, named(name)])}
      />
      <Choice
        name={say.whom}
        chosen={whom}
        of={[
          ["everyone", say.everyone],
          ["person", say.thisPerson],
        ]}
      />
      <Choice name={say.how} chosen={amount} of={amounts.map(([name], at) => [String(at), named(name)])} />
      <button type="submit" class="primary">
        {say.start}
      </button>
    </form>
  );
}

function Choice(props: {
  name: string;
  chosen: { value: string };
  of: readonly (readonly [id: string, name: string])[];
}) {
  return (
    <label class="field">
      <span>{props.name}</span>
      <select
        value={props.chosen.value}
        onChange={(event) => {
          props.chosen.value = event.currentTarget.value;
        }}
      >
        {props.of.map(([id, name]) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

function Recorded() {
  const say = troubleWords.value;
  const now = record.value;
  if (now === null) return <p class="hint">…</p>;
  const lines: readonly (readonly [string, number, bad: boolean])[] = [
    [say.deliveries, now.deliveries, false],
    [say.people, now.people, false],
    [say.duplicates, now.duplicates, true],
    [say.calls, now.calls, false],
    [say.dropped, now.dropped, false],
    [say.withoutRetryKey, now.withoutRetryKey, true],
  ];
  return (
    <>
      <dl class="recorded">
        {lines.map(([name, count, bad]) => (
          <div key={name} class={bad && count > 0 ? "bad" : ""}>
            <dt>{name}</dt>
            <dd>{count.toLocaleString()}</dd>
          </div>
        ))}
      </dl>
      <button type="button" class="secondary" onClick={() => void attemptTrouble(resetRecord)}>
        {say.reset}
      </button>
    </>
  );
}
