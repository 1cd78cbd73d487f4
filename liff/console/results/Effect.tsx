import { Alert, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import { dayOf, grouped } from "../../../shared/points/programme/words.ts";
import type { Effect, GroupFigures, ResultsView } from "../../../shared/results/console.ts";
import { verdictSentence } from "../../../shared/results/sentences.ts";
import { type Say, useLanguage, useSay } from "../language.tsx";
import { To } from "../parts/To.tsx";
import { colours } from "../reports/colours.ts";
import { Drawn } from "../reports/Drawn.tsx";
import { type Behind, peopleAt } from "./behind.ts";
import { Simple } from "./Simple.tsx";
import { rateOf, yenEach } from "./words.ts";

/** Visits and sales of those sent to, against those held out: the sentence first, then the numbers. */
export function EffectSection({ view, behind }: { readonly view: ResultsView; readonly behind: Behind }) {
  const say = useSay();
  const { effect } = view;
  return (
    <Stack gap="sm" component="section" aria-label={say("来店と売上", "Visits and sales")}>
      <Title order={3}>{say("来店と売上への効果", "Effect on visits and sales")}</Title>
      <WindowWords view={view} />
      <Verdicts effect={effect} />
      {effect.sent !== null && effect.window?.through !== null && (
        <>
          <Groups effect={effect} behind={behind} />
          {effect.heldOut !== null && <Chart sent={effect.sent} heldOut={effect.heldOut} />}
        </>
      )}
    </Stack>
  );
}

function WindowWords({ view: { effect, days, of } }: { readonly view: ResultsView }) {
  const say = useSay();
  const { window } = effect;
  if (window === null) return null;
  return (
    <Text size="sm" c="dimmed" className="numbers">
      {of.kind === "campaign" ? campaignWindow(window, days, say) : automationWindow(window, days, say)}
    </Text>
  );
}

type Window = NonNullable<Effect["window"]>;

function campaignWindow({ from, to, through, over }: Window, days: number, say: Say): string {
  const whole = say(
    `送信した日から${days}日間(${dayOf(from)} – ${dayOf(to)})`,
    `${days} days from the day of sending (${dayOf(from)} – ${dayOf(to)})`,
  );
  if (through === null)
    return say(`${whole}。まだ1日も過ぎていません。`, `${whole}. No whole day has passed yet.`);
  if (over) return whole;
  return say(
    `${whole}。まだ途中で、${dayOf(through)}までの数字です。`,
    `${whole}. It is not over: numbers through ${dayOf(through)}.`,
  );
}

function automationWindow({ from, to, through, over }: Window, days: number, say: Say): string {
  const each = say(`それぞれ送った日から${days}日間`, `${days} days from the day each was told`);
  if (through === null)
    return say(`${each}。${days}日が過ぎた人がまだいません。`, `${each}. For nobody have they passed yet.`);
  const until = dayOf(over ? to : through);
  return say(
    `${each}。${dayOf(from)} – ${until}に送った人の数字です。`,
    `${each}, of those told ${dayOf(from)} – ${until}.`,
  );
}

function Verdicts({ effect }: { readonly effect: Effect }) {
  const say = useSay();
  const { language } = useLanguage();
  if (effect.status === "all_are_told") {
    return (
      <Alert color="gray">
        {say(
          "お知らせ(期限など)は「比較のため送らない会員」にも届けるので、比べる相手がいません。下の数字は送った人だけのものです。",
          "Reminders go to the comparison group too, since nobody is to lose something by being measured, so there is nobody to compare with. The numbers are of those told.",
        )}
      </Alert>
    );
  }
  if (effect.status === "no_holdout") {
    return (
      <Alert color="gray">
        {say(
          "「比較のため送らない会員」がいないため、効果は測れません。割合は「送信のきまり」で決められます。",
          "Nobody was in the comparison group, so the effect cannot be told. Its share is set in the rules of sending.",
        )}{" "}
        <To to="reach">{say("送信のきまり", "Rules of sending")}</To>
      </Alert>
    );
  }
  if (effect.comparison === null) return null;
  const { came, yen } = effect.comparison;
  return (
    <Stack gap={4} className="results-verdict">
      <Text fw={700}>{verdictSentence("came", came)[language]}</Text>
      <Text fw={700}>{verdictSentence("yen", yen)[language]}</Text>
    </Stack>
  );
}

function Groups({ effect, behind }: { readonly effect: Effect; readonly behind: Behind }) {
  const say = useSay();
  const row = (name: string, figures: GroupFigures, isSent: boolean) => ({
    key: name,
    cells: [
      name,
      grouped(figures.people),
      isSent ? (
        <To key="came" to={peopleAt(behind, "came")}>
          {grouped(figures.visitors)}
        </To>
      ) : (
        grouped(figures.visitors)
      ),
      rateOf(figures.visitors, figures.people),
      grouped(figures.visits),
      grouped(figures.yen),
      yenEach(figures),
    ],
  });
  const heads = [
    ...[say("会員", "Members"), say("人数", "People"), say("来店した人", "Came"), say("来店率", "Share")],
    ...[say("来店日数", "Visits"), say("売上(円)", "Yen"), say("1人あたり(円)", "Yen each")],
  ];
  const { sent, heldOut } = effect;
  return (
    <Simple
      name={say("送信した人と比較のため送らない会員", "Sent to, and the comparison group")}
      heads={heads}
      rows={[
        ...(sent === null ? [] : [row(say("送信した人", "Sent to"), sent, true)]),
        ...(heldOut === null ? [] : [row(say("比較のため送らない会員", "Comparison group"), heldOut, false)]),
      ]}
    />
  );
}

function Chart({ sent, heldOut }: { readonly sent: GroupFigures; readonly heldOut: GroupFigures }) {
  const say = useSay();
  const each = (figures: GroupFigures) => ({
    came: figures.people === 0 ? 0 : (figures.visitors / figures.people) * 100,
    yen: figures.people === 0 ? 0 : figures.yen / figures.people,
  });
  const groups = [
    { at: say("送信した人", "Sent to"), ...each(sent) },
    { at: say("比較のため送らない会員", "Comparison group"), ...each(heldOut) },
  ];
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }}>
      <Drawn
        title={say("来店率(%)", "Share who came (%)")}
        told={say(
          `送信した人 ${rateOf(sent.visitors, sent.people)}、比較のため送らない会員 ${rateOf(heldOut.visitors, heldOut.people)}。`,
          `Sent to ${rateOf(sent.visitors, sent.people)}, comparison group ${rateOf(heldOut.visitors, heldOut.people)}.`,
        )}
        points={groups}
        marks={[{ key: "came", name: say("来店率(%)", "Share (%)"), shape: "bar", colour: colours.now }]}
        short={(value) => `${value}%`}
        exact={(value) => `${value.toFixed(1)}%`}
      />
      <Drawn
        title={say("1人あたりの売上(円)", "Yen per person")}
        told={say(
          `送信した人 ${yenEach(sent)}円、比較のため送らない会員 ${yenEach(heldOut)}円。`,
          `Sent to ${yenEach(sent)} yen, comparison group ${yenEach(heldOut)} yen.`,
        )}
        points={groups}
        marks={[{ key: "yen", name: say("円", "Yen"), shape: "bar", colour: colours.other }]}
        short={(value) => grouped(Math.round(value))}
        exact={(value) => `${grouped(Math.round(value))}${say("円", " yen")}`}
      />
    </SimpleGrid>
  );
}
