import { SimpleGrid, Stack, Text, Title } from "@mantine/core";
import { inLanguage } from "../../../shared/coupons/sentences.ts";
import { grouped } from "../../../shared/points/programme/words.ts";
import type { ResultsView } from "../../../shared/results/console.ts";
import { verdictSentence } from "../../../shared/results/sentences.ts";
import { stateWords } from "../../../shared/results/words.ts";
import { momentOf, type Say, useLanguage, useSay } from "../language.tsx";
import { To } from "../parts/To.tsx";
import { Tile } from "../reports/Tile.tsx";
import { useStaff } from "../session.tsx";
import { type Behind, peopleAt } from "./behind.ts";
import { Simple } from "./Simple.tsx";
import { rateOf, variantLetter } from "./words.ts";

interface Props {
  readonly view: ResultsView;
  readonly behind: Behind;
}

/** How many it reached, as far as the outbox and LINE say, and who was left out and why. */
export function SentSection({ view, behind }: Props) {
  const say = useSay();
  const { language } = useLanguage();
  const { states, line, clicks, effect } = view;
  const sent = states.sent ?? 0;
  const rest = Object.entries(states).filter(([state]) => state !== "sent");
  return (
    <Stack gap="sm" component="section" aria-label={say("送信", "Sent")}>
      <Title order={3}>{say("送信", "Sent")}</Title>
      <SimpleGrid cols={{ base: 2, sm: 3, lg: 5 }} spacing="sm">
        <Tile
          {...{ name: say("送信した人", "Sent to"), value: sent, unit: say("人", "") }}
          {...{ beside: [], to: peopleAt(behind, "sent") }}
        />
        <Tile
          {...{ name: say("開封", "Opened"), value: line.opened, unit: say("人", "") }}
          {...{ beside: [], about: lineAbout(view, say) }}
        />
        {clicks !== null && (
          <Tile
            {...{ name: say("リンクを開いた人", "Opened a link"), value: clicks.people, unit: say("人", "") }}
            {...{ beside: [], to: peopleAt(behind, "clicked") }}
            about={say(
              `送信した人の${rateOf(clicks.people, sent)}`,
              `${rateOf(clicks.people, sent)} of those sent to`,
            )}
          />
        )}
        {effect.sent !== null && (
          <Tile
            {...{ name: say("来店した人", "Came"), value: effect.sent.visitors, unit: say("人", "") }}
            {...{ beside: [], to: peopleAt(behind, "came") }}
            about={say(
              `送信した人の${rateOf(effect.sent.visitors, effect.sent.people)}`,
              `${rateOf(effect.sent.visitors, effect.sent.people)} of those sent to`,
            )}
          />
        )}
      </SimpleGrid>
      <LineNote view={view} />
      {rest.length > 0 && (
        <Simple
          name={say("送信済み以外", "Not sent to")}
          heads={[say("送信済み以外の内訳", "All who were not sent to, and why"), say("人数", "People")]}
          rows={rest.map(([state, people]) => ({
            key: state,
            cells: [
              stateWords(state)[language],
              state === "held_out" ? (
                <To key="people" to={peopleAt(behind, "held_out")}>
                  {grouped(people)}
                </To>
              ) : (
                grouped(people)
              ),
            ],
          }))}
        />
      )}
    </Stack>
  );
}

function lineAbout({ line, states }: ResultsView, say: Say): string {
  if (line.opened !== null) {
    const rate = rateOf(line.opened, states.sent ?? 0);
    return say(`送信した人の${rate}(LINEの集計)`, `${rate} of those sent to, as LINE counts`);
  }
  if (line.status === "few") return say("20人未満はLINEが教えません", "LINE does not tell fewer than 20");
  if (line.status === "never") return say("LINEの集計がありません", "LINE has told nothing");
  return say("LINEの集計待ち(翌日から)", "LINE tells from the next day on");
}

function LineNote({ view: { line } }: { readonly view: ResultsView }) {
  const say = useSay();
  const { timeZone } = useStaff();
  const told = line.toldAtMs === null ? "" : momentOf(line.toldAtMs, timeZone);
  const clicked =
    line.clicked === null ? say("20人未満か未集計", "under 20 or not told") : grouped(line.clicked);
  return (
    <Text size="sm" c="dimmed">
      {line.toldAtMs === null
        ? say(
            "届いた人数はLINEの応答による人数です。開封は、翌日からLINEに1日1回たずねます。",
            "Sent to is what LINE accepted. From the next day on LINE is asked once a day who opened it.",
          )
        : say(
            `LINEの集計(${told}時点${line.isFinal ? "・確定" : "・14日間増えます"})。LINEが数えたクリック: ${clicked}`,
            `As LINE counted at ${told}${line.isFinal ? ", final" : "; it adds for 14 days"}. Clicks by LINE: ${clicked}`,
          )}
    </Text>
  );
}

/** Our own links, by variant and language. */
export function LinkSection({ view: { clicks, states }, behind }: Props) {
  const say = useSay();
  if (clicks === null) return null;
  return (
    <Stack gap="sm" component="section" aria-label={say("リンク", "Links")}>
      <Title order={3}>{say("リンク", "Links")}</Title>
      <Text size="sm">
        {say(
          `${grouped(clicks.people)}人が${grouped(clicks.times)}回開きました(送信した人の${rateOf(clicks.people, states.sent ?? 0)})。`,
          `${clicks.people === 1 ? "1 person" : `${grouped(clicks.people)} people`} opened them ${clicks.times === 1 ? "once" : `${grouped(clicks.times)} times`}, ${rateOf(clicks.people, states.sent ?? 0)} of those sent to.`,
        )}{" "}
        <To to={peopleAt(behind, "clicked")}>{say("開いた人の一覧", "Who opened them")}</To>
      </Text>
      <Simple
        name={say("リンク", "Links")}
        heads={[say("リンク", "Link"), say("人数", "People"), say("回数", "Times")]}
        rows={clicks.links.map(({ link, variant, language, label, url, people, times }) => ({
          key: String(link),
          cells: [
            <span key="link" className="results-link">
              {say(`パターン${variantLetter(variant)}`, `Variant ${variantLetter(variant)}`)}
              {language === "en" ? say("・英語", ", English") : ""}{" "}
              {label === "" ? say("クーポンを開く", "opens the coupon") : `「${label}」`}
              <small>{url}</small>
            </span>,
            grouped(people),
            grouped(times),
          ],
        }))}
      />
    </Stack>
  );
}

/** Coupons that came with it. */
export function CouponSection({ view: { coupon }, behind }: Props) {
  const say = useSay();
  const { language } = useLanguage();
  if (coupon === null) return null;
  const { people, times, given, yen } = coupon;
  return (
    <Stack gap="sm" component="section" aria-label={say("クーポン", "Coupon")}>
      <Title order={3}>{say("クーポン", "Coupon")}</Title>
      <Text size="sm">
        <To to={`coupons/${coupon.couponId}`}>{inLanguage(coupon.name, language)}</To>
      </Text>
      <SimpleGrid cols={{ base: 2, sm: 4 }} spacing="sm">
        <Tile name={say("渡した数", "Given")} value={given} unit={say("枚", "")} beside={[]} />
        <Tile
          {...{ name: say("使った人", "Used by"), value: people, unit: say("人", ""), beside: [] }}
          about={say(`渡した数の${rateOf(times, given)}`, `${rateOf(times, given)} of those given`)}
          to={peopleAt(behind, "used")}
        />
        <Tile name={say("値引き", "Taken off")} value={yen} unit={say("円", " yen")} beside={[]} />
      </SimpleGrid>
    </Stack>
  );
}

/** Who stopped following within 48 hours. */
export function UnfollowSection({ view: { unfollows }, behind }: Props) {
  const say = useSay();
  const { language } = useLanguage();
  if (unfollows === null || unfollows.sent.people === 0) return null;
  const { sent, heldOut, verdict, over } = unfollows;
  const row = (name: string, of: { readonly people: number; readonly gone: number }) => ({
    key: name,
    cells: [name, grouped(of.gone), rateOf(of.gone, of.people)],
  });
  return (
    <Stack gap="sm" component="section" aria-label={say("ブロック", "Blocked")}>
      <Title order={3}>{say("48時間以内のブロック", "Blocked within 48 hours")}</Title>
      <Text size="sm">
        {!over && say("48時間がまだ過ぎていません。", "The 48 hours are not over yet. ")}
        {verdict !== null && verdictSentence("gone", verdict)[language]}{" "}
        <To to={peopleAt(behind, "unfollowed")}>{say("ブロックした人の一覧", "Who blocked")}</To>
      </Text>
      <Simple
        name={say("48時間以内のブロック", "Blocked within 48 hours")}
        heads={[say("会員", "Members"), say("人数", "People"), say("割合", "Share")]}
        rows={[
          row(say("送信した人", "Sent to"), sent),
          ...(heldOut === null ? [] : [row(say("比較のため送らない会員", "Comparison group"), heldOut)]),
        ]}
      />
    </Stack>
  );
}
