import { Paper, Stack, Text } from "@mantine/core";
import { createElement, type ReactElement } from "react";
import type { StampBenefit, StampCard } from "../../../shared/stamps/schema.ts";
import { cardDrawing, type DrawnCard, drawn } from "../../ui/stamps/drawing.ts";
import { useLanguage, useSay } from "../language.tsx";

/** The card as a member will see it, with some stamps on it. */
export function CardPreview({ card, count }: { readonly card: StampCard; readonly count: number }) {
  const { language } = useLanguage();
  const say = useSay();
  const shown: DrawnCard = {
    ...card,
    count: Math.min(count, card.goal),
    milestones: card.milestones.map(({ at, benefit }) => ({
      ...{ at, benefit, label: labelOf(benefit) },
      reached: at <= count,
    })),
  };
  const en = language === "en";
  return (
    <Paper withBorder p="md" radius="lg" maw={360} component="section" aria-label={say("見本", "Preview")}>
      <Stack gap="xs">
        <Text fw={700}>{(en && card.name.en) || card.name.ja || say("（名前）", "(name)")}</Text>
        {card.description.ja !== "" && (
          <Text size="sm" c="dimmed">
            {(en && card.description.en) || card.description.ja}
          </Text>
        )}
        {card.goal > 0 && card.goal <= 50 && drawn<ReactElement>(createElement, cardDrawing(shown, language))}
        {shown.milestones.map(({ at, label }) => (
          <Text size="sm" key={at}>
            {say(`${at}個で ${label.ja || "…"}`, `${at}: ${label.en || label.ja || "…"}`)}
          </Text>
        ))}
      </Stack>
    </Paper>
  );
}

function labelOf(benefit: StampBenefit): { readonly ja: string; readonly en: string } {
  if (benefit.kind !== "points") return benefit.name;
  return { ja: `${benefit.points}ポイント`, en: `${benefit.points} points` };
}
