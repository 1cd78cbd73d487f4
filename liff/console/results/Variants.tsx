import { Stack, Text, Title } from "@mantine/core";
import { grouped } from "../../../shared/points/programme/words.ts";
import type { ResultsView } from "../../../shared/results/console.ts";
import { verdictSentence } from "../../../shared/results/sentences.ts";
import { useLanguage, useSay } from "../language.tsx";
import { Simple } from "./Simple.tsx";
import { rateOf, variantLetter, yenEach } from "./words.ts";

/** Variants against the first, in the same manner as everybody against the holdout. */
export function VariantSection({ view }: { readonly view: ResultsView }) {
  const say = useSay();
  const { language } = useLanguage();
  const { variants } = view.effect;
  if (variants.length < 2) return null;
  const nameOf = (variant: number) =>
    say(`パターン${variantLetter(variant)}`, `Variant ${variantLetter(variant)}`);
  const openedOf = (variant: number): string => {
    const told = view.line.variants.find((one) => one.variant === variant)?.opened ?? null;
    return told === null ? "—" : grouped(told);
  };
  return (
    <Stack gap="sm" component="section" aria-label={say("パターンの比較", "Variants")}>
      <Title order={3}>{say("パターンの比較", "Variants against each other")}</Title>
      {variants.flatMap(({ variant, againstFirst }) =>
        againstFirst === null
          ? []
          : [
              <div key={variant}>
                <Text size="sm" fw={700}>
                  {say(`${nameOf(variant)}を、パターンAと比べると`, `${nameOf(variant)} against variant A`)}
                </Text>
                <ul className="results-list">
                  {view.clicks !== null && (
                    <li>{verdictSentence("clicked", againstFirst.clicked)[language]}</li>
                  )}
                  <li>{verdictSentence("came", againstFirst.came)[language]}</li>
                  <li>{verdictSentence("yen", againstFirst.yen)[language]}</li>
                </ul>
              </div>,
            ],
      )}
      <Simple
        name={say("パターンの比較", "Variants")}
        heads={[
          ...[say("パターン", "Variant"), say("人数", "People"), say("開封(LINE)", "Opened (LINE)")],
          ...[say("リンクを開いた人", "Opened a link"), say("来店した人", "Came"), say("来店率", "Share")],
          say("1人あたり(円)", "Yen each"),
        ]}
        rows={variants.map(({ variant, figures, clicked }) => ({
          key: String(variant),
          cells: [
            ...[nameOf(variant), grouped(figures.people), openedOf(variant)],
            ...[grouped(clicked), grouped(figures.visitors), rateOf(figures.visitors, figures.people)],
            yenEach(figures),
          ],
        }))}
      />
    </Stack>
  );
}
