import { Fieldset, Group, Stack, Text, TextInput } from "@mantine/core";
import type { CouponIssue } from "../../../../shared/coupons/schema.ts";
import { issueWords } from "../../../../shared/coupons/words.ts";
import { useLanguage, useSay } from "../../language.tsx";
import { Choice, NumField, OptionalNum } from "../../parts/Fields.tsx";
import { SomeRanks } from "../../parts/SomeOf.tsx";
import type { Words } from "../../screen.ts";
import type { FormProps } from "./form-props.ts";

type To = CouponIssue["to"];

/** What each way begins with. */
const plain: { readonly [Way in To]: Extract<CouponIssue, { to: Way }> } = {
  everyone: { to: "everyone" },
  given: { to: "given" },
  code: { to: "code", code: "" },
  unique_codes: { to: "unique_codes" },
  qr: { to: "qr" },
  rank_up: { to: "rank_up", ranks: null },
  birthday: { to: "birthday", daysBefore: 14 },
  draw: { to: "draw", oddsPerMille: 100, winnersMax: 100 },
};

const about: Readonly<Record<To, Words>> = {
  everyone: ["配布を始めると、会員全員の会員証に並びます。", "It stands on every member's card once issued."],
  given: [
    "配布を始めたあと、「渡す」の画面で会員を選ぶか、リストを読み込みます。スタンプカードの特典にも選べます。",
    "Once issued, choose members or load a list. A stamp card can give it as well.",
  ],
  code: [
    "会員が会員証に合言葉を入力すると届きます。ポスターやSNSで伝えます。全角・半角や大文字・小文字は区別しません。",
    "Members type the word on their card. Tell it on posters. Width and case do not count.",
  ],
  unique_codes: [
    "1つで1回だけ使えるコードを作ります。配布を始めたあと「コード」の画面からCSVで取り出します。",
    "Codes that work once each. Make them once issued, and fetch them as CSV.",
  ],
  qr: [
    "店頭のQRを会員が読み取ると届きます。配布を始めたあと「店頭QR」の画面から印刷します。",
    "Members read a QR in the shop. Print it once issued.",
  ],
  rank_up: ["選んだランクに上がった会員に、自動で届きます。", "Given by itself to who rises to these ranks."],
  birthday: ["誕生日を登録した会員に、自動で届きます。", "Given by itself to who has told a birthday."],
  draw: ["会員が会員証でくじを引き、当たると届きます。", "Members draw on their card; who wins has it."],
};

/** Whom it is for, and how they come to have it. */
export function AudienceFields(props: FormProps) {
  const { coupon, set, forget, isIssued, wrong } = props;
  const { language } = useLanguage();
  const say = useSay();
  const { to } = coupon.issue;
  return (
    <Fieldset legend={say("配る相手", "Given to")}>
      <Stack>
        {isIssued ? (
          <Text fw={600}>{issueWords[to][language]}</Text>
        ) : (
          <Choice
            label={say("配り方", "How it is given")}
            w={300}
            value={to}
            options={waysIn(language)}
            onChange={(way) => {
              forget("issue.");
              set({ issue: plain[way] });
            }}
          />
        )}
        <Text size="sm" c="dimmed">
          {say(...about[to])}
        </Text>
        <Details {...props} />
        {wrong("issue") !== undefined && (
          <Text size="sm" c="var(--mantine-color-error)" role="alert">
            {wrong("issue")}
          </Text>
        )}
      </Stack>
    </Fieldset>
  );
}

function waysIn(language: "ja" | "en"): Readonly<Record<To, string>> {
  const { everyone, given, code, unique_codes, qr, rank_up, birthday, draw } = issueWords;
  return {
    everyone: everyone[language],
    given: given[language],
    code: code[language],
    unique_codes: unique_codes[language],
    qr: qr[language],
    rank_up: rank_up[language],
    birthday: birthday[language],
    draw: draw[language],
  };
}

function Details({ coupon: { issue }, set, wrong, isIssued }: FormProps) {
  const say = useSay();
  switch (issue.to) {
    case "code":
      return (
        <TextInput
          label={say("合言葉", "The word")}
          placeholder="SPRING"
          required
          maxLength={30}
          maw={300}
          readOnly={isIssued}
          value={issue.code}
          error={wrong("issue.code")}
          onChange={({ currentTarget }) => set({ issue: { ...issue, code: currentTarget.value } })}
        />
      );
    case "rank_up":
      return (
        <SomeRanks
          label={say("上がった先のランク", "The rank reached")}
          all={say("どのランクでも", "Any")}
          value={issue.ranks}
          onChange={(ranks) => set({ issue: { ...issue, ranks } })}
        />
      );
    case "birthday":
      return (
        <NumField
          at="issue.daysBefore"
          label={say("誕生日の何日前に届けるか", "Days before the birthday")}
          unit={say("日前", "days")}
          min={0}
          max={60}
          w={220}
          value={issue.daysBefore}
          onChange={(daysBefore) => set({ issue: { ...issue, daysBefore } })}
        />
      );
    case "draw":
      return (
        <Group align="flex-start">
          <NumField
            at="issue.oddsPerMille"
            label={say("当たる確率", "Odds of one draw")}
            unit="%"
            scale={10}
            min={1}
            max={1000}
            w={150}
            value={issue.oddsPerMille}
            onChange={(oddsPerMille) => set({ issue: { ...issue, oddsPerMille } })}
          />
          <OptionalNum
            at="issue.winnersMax"
            label={say("当せん者の上限", "Winners at the most")}
            unit={say("人", "")}
            min={1}
            w={200}
            value={issue.winnersMax}
            onChange={(winnersMax) => set({ issue: { ...issue, winnersMax } })}
          />
        </Group>
      );
    default:
      return null;
  }
}
