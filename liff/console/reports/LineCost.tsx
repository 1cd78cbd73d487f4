import { SimpleGrid, Title } from "@mantine/core";
import { grouped } from "../../../shared/points/programme/words.ts";
import type { LineMonth } from "../../../shared/reports/line-cost.ts";
import { useSay } from "../language.tsx";
import { Tile } from "./Tile.tsx";
import { atOf } from "./words.ts";

/** What LINE took this month and what it costs, beside what the shop set itself. */
export function LineCost({ line }: { readonly line: LineMonth }) {
  const say = useSay();
  const { month, messages, included, extra, yen, feeYen, budgetYen } = line;
  const title = say(`${atOf(month)}のLINE`, `LINE in ${atOf(month)}`);
  const unit = say("円", " yen");
  const left = (budgetYen ?? 0) - yen;
  const budget =
    budgetYen === null
      ? say("予算は未設定", "no budget is set")
      : left >= 0
        ? say(
            `予算 ${grouped(budgetYen)}円まで あと${grouped(left)}円`,
            `${grouped(left)} yen left of ${grouped(budgetYen)}`,
          )
        : say(
            `予算 ${grouped(budgetYen)}円を${grouped(-left)}円超えています`,
            `${grouped(-left)} yen over the budget of ${grouped(budgetYen)}`,
          );
  const tiles = [
    {
      ...{ name: say("通数", "Messages"), value: messages, unit: say("通", ""), to: "messages" },
      about: say(
        `月額に含む${grouped(included)}通のうち ${grouped(Math.min(messages, included))}通`,
        `${grouped(Math.min(messages, included))} of ${grouped(included)} in the fee`,
      ),
    },
    {
      ...{ name: say("追加の通数", "Beyond the fee"), value: extra, unit: say("通", ""), to: "reach" },
      about: say("月額に含まれない分", "not in the fee"),
    },
    { name: say("追加料金(税別)", "For these, without tax"), value: yen, unit, about: budget, to: "reach" },
    {
      ...{ name: say("月額(税別)", "Fee, without tax"), value: feeYen, unit, to: "reach" },
      about: say("送信のきまりで設定したプラン", "the plan set in the rules of sending"),
    },
  ];
  return (
    <section aria-label={title}>
      <Title order={2} size="h3" mb="sm">
        {title}
      </Title>
      <SimpleGrid cols={{ base: 2, sm: 3, lg: 4 }} spacing="sm">
        {tiles.map((tile) => (
          <Tile key={tile.name} beside={[]} {...tile} />
        ))}
      </SimpleGrid>
    </section>
  );
}
