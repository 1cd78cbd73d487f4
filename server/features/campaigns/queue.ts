import type { Deps } from "../../deps.ts";
import type { Engine } from "../../platform/database/database.ts";
import { housekeeping } from "../../platform/database/plan.ts";
import { queuedRoster, type Rostered } from "../../platform/outbox/index.ts";
import { wordsInForce } from "../chat/index.ts";
import type { Run } from "./run.ts";
import { planCatchUp } from "./store-catch-up.ts";
import * as store from "./store-runs.ts";
import { messagesOf } from "./words.ts";

/** So many batches wait in the outbox at most: enough for LINE's rate, and few to look at again after a pause. */
const windowOf: Readonly<Record<Engine, number>> = { sqlite: 128, postgres: 192, d1: 32 };
const atOnce = 64;

/** Hands the next batches to the outbox, as many as there is room for; answers how many. */
export async function queueSome(deps: Deps, run: Run): Promise<number> {
  const { runId } = run;
  const underWay = await deps.database.first(store.batchesUnderWay, { runId });
  const room = windowOf[deps.database.engine] - Number(underWay?.batches ?? 0);
  // A commit costs nearly the same for few as for many.
  if (room < atOnce / 2) return 0;
  const batches = await deps.database.all(store.nextBatches, { runId, limit: Math.min(room, atOnce) });
  if (batches.length === 0) return 0;
  const { words } = await wordsInForce(deps);
  const requests = batches.map(({ batch, variant, language }): Rostered => {
    const stream = variant * 2 + (language === "en" ? 1 : 0);
    return {
      ...{ batch, dedupeKey: `campaign:${run.publicId}:${batch}`, unit: unitOf(run, variant) },
      messages: textOf(deps, run, stream, words.answers.stop.words),
    };
  });
  const numbers = JSON.stringify(batches.map(({ batch }) => batch));
  const statements = [
    ...(await planCatchUp(deps, run)),
    queuedRoster(deps, runId, requests),
    store.markQueued.with({ runId, batches: numbers, nowMs: deps.clock.nowMs() }),
  ];
  await deps.database.commit(housekeeping("what was approved is sent", statements));
  return batches.length;
}

/** LINE counts openings by this name, a thousand of them in a month. */
function unitOf({ publicId }: Run, variant: number): string {
  return `c_${publicId}_${variant}`;
}

const known = new WeakMap<Run, Map<number, string>>();

/** What a stream is told, the same for all its batches: with the word that ends such messages, as the chat knows it. */
function textOf(
  deps: Deps,
  run: Run,
  stream: number,
  stop: Readonly<Record<"ja" | "en", readonly string[]>>,
): string {
  const texts = known.get(run) ?? new Map<number, string>();
  known.set(run, texts);
  const before = texts.get(stream);
  if (before !== undefined) return before;
  const variant = run.document.variants[Math.floor(stream / 2)];
  const written = stream % 2 === 1 ? variant?.en : variant?.ja;
  if (written === undefined || written === null) throw new Error(`stream ${stream} has no words`);
  const language = stream % 2 === 1 ? "en" : "ja";
  const at = { runPublicId: run.publicId, stream };
  const text = JSON.stringify(messagesOf(deps, written, at, language, stop[language][0] ?? null));
  texts.set(stream, text);
  return text;
}
