import { inkOn } from "../../../shared/colour.ts";
import { count, dateInWords, yearOf } from "../formats.ts";
import { useCard } from "../use-card.ts";
import { language, words } from "../words.ts";

/** The rank in its colour, until when, how far the next one is, and what keeps it. Nothing where the shop has none. */
export function Rank() {
  const { state, config } = useCard();
  const { rank: say } = words.value;
  const rank = state.rank.value;
  if (rank === null) return null;
  const thisYear = yearOf(state.nowMs.value, config.timeZone);
  const day = (date: string): string => dateInWords(date, language.value, thisYear);
  const much = (value: number): string => say.much(rank.metric, count(value));
  const { next, toKeep } = rank;
  const ends = rank.untilOn === null ? null : say.until(day(rank.untilOn));
  return (
    <section class="rank" aria-label={say.label}>
      <p class="rank-line">
        <RankName />
        <span class="small soft">{rank.granted && ends !== null ? say.granted(ends) : ends}</span>
      </p>
      {next !== null && (
        <>
          <div class="rank-bar" aria-hidden="true">
            <span style={{ width: `${progress(rank.value, next.threshold)}%` }} />
          </div>
          <p class="small">
            {next.missing === 0
              ? say.nextPeriod(next.name[language.value])
              : say.next(much(next.missing), next.name[language.value])}
          </p>
        </>
      )}
      {toKeep !== null && (
        <p class="small soft">
          {say.keep(day(toKeep.byOn), much(toKeep.missing), rank.name[language.value])}
        </p>
      )}
    </section>
  );
}

/** The rank's name in its colour; in the card's head it is seen on the smallest phone too. */
export function RankName() {
  const { state } = useCard();
  const rank = state.rank.value;
  if (rank === null) return null;
  return (
    <span class="rank-name" style={{ background: rank.colour, color: inkOn(rank.colour) }}>
      <span class="unseen">{words.value.rank.label} </span>
      {rank.name[language.value]}
    </span>
  );
}

/** Percent of the way; a little is seen even at the start, and less than all until it is reached. */
function progress(value: number, threshold: number): number {
  return Math.min(100, Math.max(2, Math.floor((value * 100) / Math.max(1, threshold))));
}
