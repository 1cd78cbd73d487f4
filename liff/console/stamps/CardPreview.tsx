import { createElement, type ReactElement } from "react";
import { grouped } from "../../../shared/points/programme/words.ts";
import type { StampBenefit, StampCard } from "../../../shared/stamps/schema.ts";
import { cardDrawing, type DrawnCard, drawn } from "../../ui/stamps/drawing.ts";
import { useLanguage, useSay } from "../language.tsx";

type Say = ReturnType<typeof useSay>;

/** The card as a member will see it in LINE, with some stamps on it. */
export function CardPreview({ card, count }: { readonly card: StampCard; readonly count: number }) {
  const { language } = useLanguage();
  const say = useSay();
  const text = ({ ja, en }: StampCard["name"]): string => say(ja, en || ja);
  const shown: DrawnCard = {
    ...card,
    count,
    milestones: card.milestones.map(({ at, benefit }) => ({
      ...{ at, benefit, label: labelOf(benefit), reached: at <= count },
    })),
  };
  const next = shown.milestones.find(({ reached }) => !reached);
  const label = (one: DrawnCard["milestones"][number]): string =>
    text(one.label) || say("(特典)", "(benefit)");
  return (
    <section
      className="stamp-preview"
      style={{ borderTopColor: card.colour }}
      aria-label={say("見本", "Preview")}
    >
      <strong className="stamp-preview-name">{text(card.name) || say("(名前)", "(name)")}</strong>
      <p>
        <span className="stamp-preview-count numbers">{count}</span> / {card.goal}{" "}
        <b className="stamp-preview-next">
          {next === undefined
            ? say("達成しました", "Completed")
            : say(`あと${next.at - count}個で${label(next)}`, `${next.at - count} more for ${label(next)}`)}
        </b>
      </p>
      {card.goal > 0 && card.goal <= 50 && (
        <div className="stamp-preview-slots">
          {drawn<ReactElement>(createElement, cardDrawing(shown, language))}
        </div>
      )}
      <ul>
        {shown.milestones.map((one) => (
          <li key={one.at} data-reached={one.reached || undefined} style={{ color: card.colour }}>
            <span>{say(`${one.at}個で${label(one)}`, `At ${one.at}: ${label(one)}`)}</span>
          </li>
        ))}
      </ul>
      <p className="stamp-preview-small">
        {earnWords(card, say)}
        {card.expires !== null && (
          <>
            <br />
            {lifeWords(card.expires, say)}
          </>
        )}
      </p>
      {text(card.description) !== "" && <p className="stamp-preview-small">{text(card.description)}</p>}
      {text(card.terms) !== "" && (
        <details className="stamp-preview-small">
          <summary className="tap">{say("注意事項", "Terms")}</summary>
          {text(card.terms)}
        </details>
      )}
    </section>
  );
}

function labelOf(benefit: StampBenefit): { readonly ja: string; readonly en: string } {
  if (benefit.kind !== "points") return benefit.name;
  const points = grouped(benefit.points);
  return { ja: `${points}ポイント`, en: `${points} points` };
}

/** How stamps are earned, in the card's own words. */
function earnWords({ earn, oncePerDay }: StampCard, say: Say): string {
  if (earn.kind === "staff") return say("スタッフが押します", "Given by staff");
  const how =
    earn.kind === "visit"
      ? say("ご来店ごとに1個", "One for each visit")
      : say(`${grouped(earn.yen)}円ごとに1個`, `One for every ¥${grouped(earn.yen)}`);
  return oncePerDay ? `${how}・${say("1日1回", "once a day")}` : how;
}

function lifeWords(
  { from, days }: { readonly from: "first" | "last"; readonly days: number },
  say: Say,
): string {
  return from === "first"
    ? say(`有効期限 最初のスタンプから${days}日`, `Ends ${days} days after the first stamp`)
    : say(`有効期限 最後のスタンプから${days}日`, `Ends ${days} days after the last stamp`);
}
