import {
  Alert,
  Badge,
  Button,
  ColorInput,
  Fieldset,
  Group,
  List,
  Paper,
  Stack,
  Switch,
  Text,
  TextInput,
} from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { grouped } from "../../../shared/points/programme/words.ts";
import type { LadderPublished, LadderState } from "../../../shared/ranks/console.ts";
import type { Ladder, Rank } from "../../../shared/ranks/schema.ts";
import { keepSentence, ladderChanges, ladderProblems, rankSentence } from "../../../shared/ranks/sentence.ts";
import { ask } from "../../api/client.ts";
import { useLadder } from "../api.ts";
import { counted, useLanguage, useSay } from "../language.tsx";
import { Choice, NumField } from "../parts/Fields.tsx";
import { ladderProblemWords } from "../parts/problems.ts";
import { Heading, Loaded, Trouble } from "../parts/States.tsx";
import { Swatch } from "../parts/Swatch.tsx";
import { useStaff } from "../session.tsx";
import { useWrongs, Watched, Within } from "../wrong.tsx";
import { ReadOnly } from "./Rules.tsx";

export function RanksScreen() {
  const ladder = useLadder();
  const [published, setPublished] = useState(false);
  const say = useSay();
  return (
    <>
      <Heading
        title={say("会員ランク", "Member ranks")}
        about={say("ランクごとの条件と特典です。", "What ranks ask and what they give.")}
      />
      <Loaded query={ladder}>
        {(state) => (
          <Editor state={state} key={state.ladder.version} onPublished={() => setPublished(true)} />
        )}
      </Loaded>
      {published && (
        <Alert color="green" role="status">
          {say("ランクを公開しました。", "The ranks are in force.")}
        </Alert>
      )}
    </>
  );
}

function Editor({ state, onPublished }: { readonly state: LadderState; readonly onPublished: () => void }) {
  const { rights } = useStaff();
  const { language } = useLanguage();
  const queries = useQueryClient();
  const say = useSay();
  const [ladder, setLadder] = useState<Ladder>(state.ladder);
  const wrongs = useWrongs();
  const set = (change: Partial<Ladder>): void => setLadder({ ...ladder, ...change });
  const publish = useMutation({
    mutationFn: () => ask<LadderPublished>("/api/console/ladder", { body: ladder }),
    onSuccess: async () => {
      onPublished();
      await queries.invalidateQueries({ queryKey: ["ladder"] });
    },
  });
  const changes = ladderChanges(state.ladder, ladder, language);
  const problems = ladderProblems(ladder);
  return (
    <>
      <Paper withBorder p="md">
        <Stack gap="xs">
          <Group justify="space-between">
            <Text fw={700} component="h2">
              {say("いまのランク", "In force")}
            </Text>
            <Badge color={state.ladder.enabled ? "green" : "gray"} variant="light">
              {state.ladder.enabled ? say("実施中", "Active") : say("なし", "None")}
            </Badge>
          </Group>
          {state.ladder.ranks.map((rank) => (
            <Group key={rank.code} justify="space-between" gap="xs" wrap="nowrap" align="flex-start">
              <Group gap="xs" wrap="nowrap" align="baseline">
                <Swatch rank={rank} />
                <Text>{rankSentence(state.ladder, rank, language)}</Text>
              </Group>
              <Text className="numbers" style={{ whiteSpace: "nowrap" }}>
                {say(
                  `${grouped(state.members[rank.code] ?? 0)}人`,
                  counted(state.members[rank.code] ?? 0, "member"),
                )}
              </Text>
            </Group>
          ))}
        </Stack>
      </Paper>
      <ReadOnly />
      <fieldset disabled={!rights.publish} style={{ border: 0, margin: 0, padding: 0, minWidth: 0 }}>
        <Watched by={wrongs}>
          <Stack>
            <Terms ladder={ladder} set={set} />
            <Steps ladder={ladder} set={set} />
          </Stack>
        </Watched>
      </fieldset>
      <Trouble error={publish.error} />
      {(changes.length > 0 || wrongs.any) && (
        <Paper withBorder p="md">
          <Stack>
            <Text fw={700} component="h2">
              {say("公開すると変わること", "What changes")}
            </Text>
            <List size="sm">
              {changes.map((change) => (
                <List.Item key={change}>{change}</List.Item>
              ))}
            </List>
            <Text size="sm">
              {say(
                "会員のランクはすぐには変わりません。公開後、次のお買い上げのとき、または今夜の日付が変わったあとの処理で、新しい条件により決め直します。上がる・下がる人数は、そのあとこの画面の「いまのランク」に出ます。",
                "No member's rank changes at once. Each is placed anew by the new terms at their next purchase, or in the run after midnight, whichever comes first. How many stand on each rank is then told above, under “In force”.",
              )}
            </Text>
            {(problems.length > 0 || wrongs.any) && (
              <Text size="sm" c="red" role="alert">
                {say("公開の前に、赤い欄を直してください。", "Put the red fields right first.")}
              </Text>
            )}
            {rights.publish && (
              <Group>
                <Button
                  loading={publish.isPending}
                  disabled={problems.length > 0 || wrongs.any}
                  onClick={() => publish.mutate()}
                >
                  {say("ランクを公開する", "Publish ranks")}
                </Button>
                <Button
                  variant="subtle"
                  color="gray"
                  onClick={() => {
                    setLadder(state.ladder);
                    wrongs.clear();
                  }}
                >
                  {say("変更を破棄", "Discard")}
                </Button>
              </Group>
            )}
          </Stack>
        </Paper>
      )}
    </>
  );
}

interface Part {
  readonly ladder: Ladder;
  readonly set: (change: Partial<Ladder>) => void;
}

function Terms({ ladder, set }: Part) {
  const { language } = useLanguage();
  const say = useSay();
  return (
    <Fieldset legend={say("決まり", "Terms")}>
      <Stack>
        <Switch
          label={say("会員ランクを使う", "The shop has ranks")}
          checked={ladder.enabled}
          onChange={({ currentTarget }) => set({ enabled: currentTarget.checked })}
        />
        <Text className="sentence">{keepSentence(ladder, language)}</Text>
        <Group align="flex-start">
          <Choice
            label={say("数えるもの", "Counted")}
            value={ladder.metric}
            options={{
              yen: say("お買い上げ金額(税抜・返品後)", "Yen without tax and returns"),
              visits: say("来店日数", "Days with a visit"),
              points: say("獲得ポイント", "Points earned"),
            }}
            onChange={(metric) => set({ metric })}
          />
          <Choice
            label={say("期間", "Window")}
            value={ladder.window}
            options={{
              calendar_year: say("1〜12月", "Calendar year"),
              fiscal_year: say("年度", "Fiscal year"),
              rolling_12_months: say("直近12か月", "12 months back"),
              anniversary: say("入会日から1年", "Year of membership"),
              lifetime: say("累計", "Everything"),
            }}
            onChange={(window) => set({ window })}
          />
          {ladder.window === "fiscal_year" && (
            <NumField
              at="fiscalYearStartsIn"
              label={say("年度の開始月", "Starts in month")}
              min={1}
              max={12}
              w={130}
              value={ladder.fiscalYearStartsIn}
              onChange={(fiscalYearStartsIn) => set({ fiscalYearStartsIn })}
            />
          )}
          <Choice
            label={say("上がるとき", "Rising")}
            w={200}
            value={ladder.upgrade}
            options={{
              immediate: say("達成したらすぐ", "At once"),
              next_period: say("次の期間から", "With the next period"),
            }}
            onChange={(upgrade) => set({ upgrade })}
          />
          <Choice
            label={say("下がるとき", "Falling")}
            w={200}
            value={ladder.downgrade}
            options={{
              one_step: say("1つずつ", "One step"),
              to_earned: say("実績のランクへ", "To what was earned"),
              never: say("下がらない", "Never"),
            }}
            onChange={(downgrade) => set({ downgrade })}
          />
          <NumField
            at="graceDays"
            label={say("猶予", "Grace")}
            unit={say("日", "d")}
            max={365}
            w={110}
            value={ladder.graceDays}
            onChange={(graceDays) => set({ graceDays })}
          />
          <NumField
            at="nearPerMille"
            label={say("「あと少し」は", "“Near” from")}
            unit="%"
            scale={10}
            min={1}
            max={999}
            w={130}
            value={ladder.nearPerMille}
            onChange={(nearPerMille) => set({ nearPerMille })}
          />
          <NumField
            at="warnDays"
            label={say("降格の予告", "Warned before")}
            unit={say("日前", "d")}
            max={365}
            w={130}
            value={ladder.warnDays}
            onChange={(warnDays) => set({ warnDays })}
          />
        </Group>
      </Stack>
    </Fieldset>
  );
}

function Steps({ ladder, set }: Part) {
  const { language } = useLanguage();
  const say = useSay();
  const problems = ladderProblems(ladder);
  const put = (index: number, change: Partial<Rank>): void =>
    set({ ranks: ladder.ranks.map((rank, at) => (at === index ? { ...rank, ...change } : rank)) });
  const add = (): void => {
    const last = ladder.ranks.at(-1);
    const nth = ladder.ranks.length;
    set({
      enabled: true,
      ranks: [
        ...ladder.ranks,
        {
          code: freeCode(ladder),
          name: usualNames[nth - 1] ?? { ja: `ランク${nth + 1}`, en: `Rank ${nth + 1}` },
          threshold: Math.max(10_000, (last?.threshold ?? 0) * 2),
          multiplierPerMille: Math.min(20_000, (last?.multiplierPerMille ?? 1000) + 500),
          colour: usualColours[nth - 1] ?? "#5b6472",
        },
      ],
    });
  };
  const unit = ladder.metric === "yen" ? "¥" : ladder.metric === "visits" ? say("回", "") : "P";
  return (
    <Fieldset legend={say("ランク(下から)", "Ranks, from the lowest")}>
      <Stack>
        {ladder.ranks.map((rank, index) => {
          const wrong = (field: string): string | undefined => {
            const found = problems.find((problem) => problem.field === `ranks.${index}.${field}`);
            return found === undefined ? undefined : say(...ladderProblemWords[found.problem]);
          };
          return (
            <Within part={`ranks.${rank.code}`} key={rank.code}>
              <Paper withBorder p="sm">
                <Text size="sm" mb="xs">
                  {rankSentence(ladder, rank, language)}
                </Text>
                <Group align="flex-start">
                  <TextInput
                    label={say("名前(日本語)", "Name in Japanese")}
                    w={150}
                    maxLength={40}
                    value={rank.name.ja}
                    error={wrong("name.ja")}
                    onChange={({ currentTarget }) =>
                      put(index, { name: { ...rank.name, ja: currentTarget.value } })
                    }
                  />
                  <TextInput
                    label={say("名前(英語)", "Name in English")}
                    w={150}
                    maxLength={40}
                    value={rank.name.en}
                    error={wrong("name.en")}
                    onChange={({ currentTarget }) =>
                      put(index, { name: { ...rank.name, en: currentTarget.value } })
                    }
                  />
                  <NumField
                    at="threshold"
                    label={say("条件", "Asks")}
                    unit={unit}
                    max={1_000_000_000}
                    w={150}
                    disabled={index === 0}
                    value={rank.threshold}
                    error={wrong("threshold")}
                    onChange={(threshold) => put(index, { threshold })}
                  />
                  <NumField
                    at="multiplierPerMille"
                    label={say("ポイント倍率", "Points ×")}
                    scale={1000}
                    min={1000}
                    max={20_000}
                    w={120}
                    value={rank.multiplierPerMille}
                    onChange={(multiplierPerMille) => put(index, { multiplierPerMille })}
                  />
                  <ColorInput
                    label={say("色", "Colour")}
                    w={140}
                    format="hex"
                    withEyeDropper={false}
                    popoverProps={{ withinPortal: false }}
                    value={rank.colour}
                    onChange={(colour) => /^#[0-9a-f]{6}$/.test(colour) && put(index, { colour })}
                  />
                  {index > 0 && (
                    <Button
                      variant="subtle"
                      color="gray"
                      style={{ alignSelf: "flex-end" }}
                      onClick={() => set({ ranks: ladder.ranks.filter((_, at) => at !== index) })}
                    >
                      {say("外す", "Remove")}
                    </Button>
                  )}
                </Group>
              </Paper>
            </Within>
          );
        })}
        {ladder.ranks.length < 10 && (
          <Button variant="default" w="fit-content" onClick={add}>
            {say("ランクを追加", "Add a rank")}
          </Button>
        )}
      </Stack>
    </Fieldset>
  );
}

const usualNames = [
  { ja: "シルバー", en: "Silver" },
  { ja: "ゴールド", en: "Gold" },
  { ja: "プラチナ", en: "Platinum" },
];
const usualColours = ["#8a939b", "#b08d2e", "#4f5d73"];

/** A code that this ladder has not: a rank that is removed and made again is another one. */
function freeCode(ladder: Ladder): string {
  const codes = ["silver", "gold", "platinum", ...Array.from({ length: 20 }, (_, nth) => `rank-${nth + 1}`)];
  return codes.find((code) => ladder.ranks.every((rank) => rank.code !== code)) ?? "rank";
}
