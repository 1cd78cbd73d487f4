import { useLadder } from "../../api.ts";
import { useLanguage, useSay } from "../../language.tsx";
import { useTags } from "../../member/api.ts";
import { Choice, DateField, NumField } from "../../parts/Fields.tsx";
import { To } from "../../parts/To.tsx";
import { BoundFields, Chips, daysMax, type LeafProps, Pick, PickSome } from "./parts.tsx";

/** Fields of conditions on who somebody is. */

const sexes = ["female", "male", "other", "unknown"] as const;

export function SexFields({ leaf, onChange }: LeafProps<"sex">) {
  const say = useSay();
  const words = {
    female: say("女性", "Female"),
    male: say("男性", "Male"),
    other: say("その他", "Other"),
    unknown: say("未登録", "Not given"),
  };
  return (
    <Chips
      label={say("性別", "Sex")}
      options={sexes.map((value) => ({ value, label: words[value] }))}
      value={leaf.is}
      onChange={(chosen) => onChange({ ...leaf, is: sexes.filter((sex) => chosen.includes(sex)) })}
    />
  );
}

const languages = ["ja", "en"] as const;

export function LanguageFields({ leaf, onChange }: LeafProps<"language">) {
  const say = useSay();
  const words = { ja: say("日本語", "Japanese"), en: say("英語", "English") };
  return (
    <Chips
      label={say("会員証の言語", "Language of the card")}
      options={languages.map((value) => ({ value, label: words[value] }))}
      value={leaf.is}
      onChange={(chosen) => onChange({ ...leaf, is: languages.filter((one) => chosen.includes(one)) })}
    />
  );
}

export function AgeFields({ leaf, onChange }: LeafProps<"age">) {
  const say = useSay();
  return (
    <BoundFields
      value={leaf}
      unit={say("歳", "y")}
      max={130}
      onChange={(bounds) => onChange({ ...leaf, ...bounds })}
    />
  );
}

export function RankFields({ leaf, onChange }: LeafProps<"rank">) {
  const { language } = useLanguage();
  const say = useSay();
  const ranks = useLadder().data?.ladder.ranks;
  return (
    <PickSome
      label={say("会員ランク(どれか)", "Ranks, any of them")}
      options={ranks?.map(({ code, name }) => ({ value: code, label: name[language] }))}
      value={leaf.is}
      onChange={(is) => onChange({ ...leaf, is })}
    />
  );
}

export function TagFields({ leaf, onChange }: LeafProps<"tag">) {
  const say = useSay();
  const tags = useTags().data?.tags;
  return (
    <Pick
      label={say("タグ", "Tag")}
      options={tags?.map(({ tagId, name }) => ({ value: tagId, label: name }))}
      value={leaf.tag}
      none={
        <>
          {say("タグがまだありません。", "There are no tags yet. ")}
          <To to="tags">{say("タグを作る", "Make a tag")}</To>
        </>
      }
      onChange={(tag) => onChange({ ...leaf, tag })}
    />
  );
}

export function JoinedAgoFields({ leaf, onChange }: LeafProps<"joined_ago">) {
  const say = useSay();
  return (
    <BoundFields
      value={leaf}
      unit={say("日", "d")}
      max={daysMax}
      onChange={(bounds) => onChange({ ...leaf, ...bounds })}
    />
  );
}

export function JoinedBetweenFields({ leaf, onChange }: LeafProps<"joined_between">) {
  const say = useSay();
  return (
    <>
      <DateField
        label={say("この日から", "From")}
        value={leaf.from}
        onChange={(from) => from !== null && onChange({ ...leaf, from })}
      />
      <DateField
        label={say("この日まで", "To")}
        value={leaf.to}
        onChange={(to) => to !== null && onChange({ ...leaf, to })}
      />
    </>
  );
}

const months = Array.from({ length: 12 }, (_, index) => index + 1);
const monthsEn = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

export function BirthdayMonthFields({ leaf, onChange }: LeafProps<"birthday_month">) {
  const say = useSay();
  return (
    <Chips
      label={say("誕生月(どれか)", "Months, any of them")}
      options={months.map((month) => ({
        value: String(month),
        label: say(`${month}月`, monthsEn[month - 1] ?? ""),
      }))}
      value={leaf.months.map(String)}
      onChange={(chosen) =>
        onChange({ ...leaf, months: months.filter((month) => chosen.includes(String(month))) })
      }
    />
  );
}

export function BirthdayInFields({ leaf, onChange }: LeafProps<"birthday_in">) {
  const say = useSay();
  const field = { unit: say("日後", "d"), max: 366, w: 130 };
  return (
    <>
      <NumField
        {...field}
        at="from"
        label={say("今日から数えて", "From today, from")}
        value={leaf.from}
        onChange={(from) => onChange({ ...leaf, from })}
      />
      <NumField
        {...field}
        at="to"
        label={say("〜まで", "to")}
        value={leaf.to}
        onChange={(to) => onChange({ ...leaf, to })}
      />
    </>
  );
}

export function TopicFields({ leaf, onChange }: LeafProps<"topic">) {
  const say = useSay();
  return (
    <>
      <Choice
        label={say("お知らせの種類", "Topic")}
        w={220}
        value={leaf.topic}
        options={{
          offers: say("お得な情報", "Offers"),
          reminders: say("期限などのお知らせ", "Reminders"),
          news: say("お店からのお知らせ", "News"),
        }}
        onChange={(topic) => onChange({ ...leaf, topic })}
      />
      <Choice
        label={say("会員の選択", "The member's choice")}
        w={180}
        value={leaf.wanted ? "yes" : "no"}
        options={{ yes: say("受け取る", "Wanted"), no: say("停止している", "Stopped") }}
        onChange={(wanted) => onChange({ ...leaf, wanted: wanted === "yes" })}
      />
    </>
  );
}
