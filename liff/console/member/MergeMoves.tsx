import { List, Stack, Text } from "@mantine/core";
import type { MergeMoves as Moves } from "../../../shared/members/merge.ts";
import { dayOf, listed, pointsOf } from "../../../shared/points/programme/words.ts";
import { useLanguage, useSay } from "../language.tsx";
import { profileFieldWords } from "./words.ts";

/** What goes over, in sentences; what is nothing is not said. */
export function MergeMoves({ moves }: { readonly moves: Moves }) {
  const say = useSay();
  const sentences = useSentences(moves);
  return (
    <Stack gap={4}>
      <Text fw={600} size="sm" component="h3">
        {say("移るもの", "What goes over")}
      </Text>
      {sentences.length === 0 ? (
        <Text size="sm" c="dimmed">
          {say("移るポイントやクーポンはありません。", "There are no points or coupons to go over.")}
        </Text>
      ) : (
        <List size="sm" spacing={2}>
          {sentences.map((sentence) => (
            <List.Item key={sentence}>{sentence}</List.Item>
          ))}
        </List>
      )}
    </Stack>
  );
}

function useSentences(moves: Moves): readonly string[] {
  const { language } = useLanguage();
  const say = useSay();
  const points = (count: number): string => pointsOf(count, language);
  const words = (name: { readonly ja: string; readonly en: string }): string => name[language] || name.ja;
  const until = (on: string | null): string =>
    on === null ? "" : say(`(${dayOf(on)}まで)`, ` (until ${dayOf(on)})`);
  const when = (told: boolean, ja: string, en: string): string[] => (told ? [say(ja, en)] : []);
  const fields = moves.fields.map((field) => say(...(profileFieldWords[field] ?? [field, field])));
  return [
    ...when(
      moves.points > 0,
      `ポイント ${points(moves.points)}(有効期限はそれぞれそのまま)`,
      `${points(moves.points)}, each until its own day`,
    ),
    ...when(
      moves.debtRepaid > 0,
      `そのうち${points(moves.debtRepaid)}は、残る会員の不足分に充てます`,
      `of which ${points(moves.debtRepaid)} pay what the card that stays owes`,
    ),
    ...when(
      moves.debtPaid + moves.debtOwed > 0,
      `不足分 ${points(moves.debtPaid + moves.debtOwed)}(${points(moves.debtPaid)}はすぐに差し引き)`,
      `A debt of ${points(moves.debtPaid + moves.debtOwed)}, ${points(moves.debtPaid)} of it taken at once`,
    ),
    ...when(
      moves.daysShared > 0,
      `同じ日の来店が${moves.daysShared}日あり、それぞれ1回と数えます`,
      `${moves.daysShared} days on which both came, counted as one visit each`,
    ),
    ...moves.coupons.map(({ name, untilOn }) =>
      say(`クーポン「${words(name)}」${until(untilOn)}`, `Coupon “${words(name)}”${until(untilOn)}`),
    ),
    ...moves.couponsWithdrawn.map(({ name, untilOn }) =>
      say(
        `クーポン「${words(name)}」${until(untilOn)}は、お一人の上限を超えるため取り消します`,
        `Coupon “${words(name)}”${until(untilOn)} is withdrawn: it is more than one person may have`,
      ),
    ),
    ...moves.stamps.map(({ name, stamps, joined, countAfter }) =>
      joined
        ? say(
            `スタンプ「${words(name)}」${stamps}個を足し、手元のカードは${countAfter}個になります`,
            `${stamps} stamps of “${words(name)}” are added; the card in hand then has ${countAfter}`,
          )
        : say(
            `スタンプ「${words(name)}」${stamps}個のカード`,
            `The card “${words(name)}” with ${stamps} stamps`,
          ),
    ),
    ...when(
      moves.stampPoints > 0,
      `カードの満了などの特典 ${points(moves.stampPoints)}`,
      `${points(moves.stampPoints)} from stamp cards that this fills`,
    ),
    ...moves.stampCoupons.map((name) =>
      say(
        `カードの特典クーポン「${words(name)}」`,
        `Coupon “${words(name)}” from a stamp card that this fills`,
      ),
    ),
    ...when(
      moves.rewards > 0,
      `お渡し前のスタンプ特典 ${moves.rewards}件`,
      `${moves.rewards} rewards of stamp cards, not handed over yet`,
    ),
    ...when(
      fields.length > 0,
      `残る会員にない情報: ${listed(fields, "ja")}`,
      `What only this card knows: ${listed(fields, "en")}`,
    ),
    ...when(
      moves.tags + moves.notes > 0,
      `タグ${moves.tags}件・メモ${moves.notes}件`,
      `${moves.tags} tags, ${moves.notes} notes`,
    ),
  ];
}
