import type { Deps } from "../../deps.ts";
import type { Bound } from "../../platform/database/prepared.ts";
import { lastChoices, type OfferChoice } from "./offers.core.ts";
import * as store from "./store.ts";

/** The statements that keep what people chose: each choice in the log, and what holds now for each person. */
export function planOffers(choices: readonly OfferChoice[], nowMs: number): Bound[] {
  if (choices.length === 0) return [];
  const flag = (wanted: boolean): number => (wanted ? 1 : 0);
  const log = choices.map((choice) => [
    ...[choice.choiceId, choice.lineUserId, flag(choice.wanted), choice.wordsVersion, choice.source],
    ...[choice.chosenAtMs, nowMs],
  ]);
  const last = lastChoices(choices).map(({ lineUserId, wanted, chosenAtMs }) => [
    lineUserId,
    flag(wanted),
    chosenAtMs,
  ]);
  return [store.insertChoices.with(log), store.moveOffers.with(last)];
}

/**
 * Whether this person may be sent promotional messages: everybody until they say 配信停止, and then nobody until they say
 * 配信再開; blocking and following again changes nothing about it. Receipts and the like do not ask.
 */
export async function mayOffer(deps: Deps, lineUserId: string): Promise<boolean> {
  return (await offersRefusedAmong(deps, [lineUserId])).size === 0;
}

/** Those of many LINE users who are not to be sent promotional messages. */
export async function offersRefusedAmong(
  deps: Deps,
  lineUserIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (lineUserIds.length === 0) return new Set();
  const rows = await deps.database.all(store.refusedAmong, { ids: JSON.stringify(lineUserIds) });
  return new Set(rows.map((row) => row.line_user_id));
}

export interface OfferSaid {
  readonly wanted: boolean;
  readonly wordsVersion: number;
  readonly source: string;
  readonly chosenAtMs: number;
}

/** Everything a person has said about it, newest first. */
export async function offersSaidBy(deps: Deps, lineUserId: string): Promise<readonly OfferSaid[]> {
  const rows = await deps.database.all(store.choicesOf, { lineUserId });
  return rows.map((row) => ({
    wanted: row.wanted === 1,
    wordsVersion: row.words_version,
    source: row.source,
    chosenAtMs: row.chosen_at_ms,
  }));
}
