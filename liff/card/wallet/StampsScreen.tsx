import { inLanguage } from "../../../shared/coupons/sentences.ts";
import type { MemberStampCard, StampReward } from "../../../shared/stamps/views.ts";
import { dateInWords, momentInWords, yearOf } from "../formats.ts";
import { PageHead } from "../parts/Head.tsx";
import { FreshnessLine, NothingYet } from "./Freshness.tsx";
import { MemberCard } from "./MemberCard.tsx";
import { useDesk, useMoment } from "./use-wallet.ts";

/** The stamp cards side by side, rewards to be handed over first, and earlier cards. */
export function StampsScreen() {
  const desk = useDesk();
  const { words } = useMoment();
  const { stamps } = words;
  const wallet = desk.stamps.value;
  const waiting = wallet?.rewards.filter(({ handedOverAtMs }) => handedOverAtMs === null) ?? [];
  const handed = wallet?.rewards.filter(({ handedOverAtMs }) => handedOverAtMs !== null) ?? [];
  return (
    <div class="page">
      <PageHead title={stamps.title} />
      <main class="wallet">
        <FreshnessLine />
        {wallet === null && <NothingYet />}
        {waiting.length > 0 && <Rewards rewards={waiting} />}
        {wallet !== null && wallet.cards.length === 0 && (
          <div class="empty">
            <p>{stamps.none}</p>
            <p class="small soft">{stamps.noneHint}</p>
          </div>
        )}
        {wallet !== null && wallet.cards.length > 0 && <Rail cards={wallet.cards} />}
        {wallet !== null && (wallet.past.length > 0 || handed.length > 0) && (
          <Earlier cards={wallet.past} rewards={handed} />
        )}
      </main>
    </div>
  );
}

/** Several cards lie beside each other and stop one by one under the thumb. */
function Rail({ cards }: { readonly cards: readonly MemberStampCard[] }) {
  const { words } = useMoment();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached with the keyboard
    <section class={cards.length > 1 ? "rail" : "rail single"} aria-label={words.stamps.title} tabIndex={0}>
      {cards.map((card) => (
        <MemberCard key={`${card.cardId} ${card.round}`} card={card} />
      ))}
    </section>
  );
}

function Rewards({ rewards }: { readonly rewards: readonly StampReward[] }) {
  const { words, language } = useMoment();
  return (
    <section class="rewards" aria-labelledby="rewards-title">
      <h2 class="wallet-title" id="rewards-title">
        {words.stamps.rewards}
      </h2>
      <ul>
        {rewards.map((reward) => (
          <li key={reward.rewardId} class="reward">
            <p class="reward-name">{inLanguage(reward.name, language)}</p>
            <p class="small">{words.stamps.from(inLanguage(reward.cardName, language))}</p>
            <p class="reward-show">{words.stamps.showStaff}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Earlier({
  cards,
  rewards,
}: {
  readonly cards: readonly MemberStampCard[];
  readonly rewards: readonly StampReward[];
}) {
  const { words, language, nowMs, timeZone } = useMoment();
  const { stamps } = words;
  return (
    <details class="full-text earlier">
      <summary>{stamps.past}</summary>
      <div>
        <ul>
          {cards.map((card) => (
            <li key={`${card.cardId} ${card.round}`}>
              <span>{inLanguage(card.name, language)}</span>{" "}
              <span class="soft">
                {stamps.round(card.round)}・{card.status === "completed" ? stamps.completed : stamps.lapsed}
                {card.status === "expired" && card.untilOn !== null
                  ? ` ${dateInWords(card.untilOn, language, yearOf(nowMs, timeZone))}`
                  : ""}
              </span>
            </li>
          ))}
          {rewards.map((reward) => (
            <li key={reward.rewardId}>
              <span>{inLanguage(reward.name, language)}</span>{" "}
              <span class="soft">
                {stamps.handed(momentInWords(reward.handedOverAtMs ?? 0, nowMs, language, timeZone))}
              </span>
            </li>
          ))}
        </ul>
      </div>
    </details>
  );
}
