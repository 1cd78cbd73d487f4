import type { Language } from "../../../shared/errors.ts";
import type { Deps } from "../../deps.ts";
import type { Pushed, Rostered } from "../../platform/outbox/index.ts";
import type { Run } from "./run.ts";
import type { Speech } from "./speech.ts";
import { messagesOf, type ToldFacts } from "./words.ts";

export interface Batch {
  readonly batch: number;
  readonly variant: number;
  readonly language: string;
}

/** A recipient with what is known of them at this moment. */
export interface Told {
  readonly member_id: number;
  readonly batch: number;
  readonly name: string | null;
  readonly points: number;
  readonly rank: string | null;
}

/** A request for each batch: all of a stream are told the same. */
export function requestsOf(
  deps: Pick<Deps, "settings">,
  run: Run,
  batches: readonly Batch[],
  speech: Speech,
): Rostered[] {
  const texts = new Map<number, string>();
  return batches.map((one) => {
    const stream = streamOf(one);
    const messages = texts.get(stream) ?? textOf(deps, run, one, speech);
    texts.set(stream, messages);
    return { ...common(run, one), messages };
  });
}

/** A request for each of these people, with their own facts in its words. */
export function pushesOf(
  deps: Pick<Deps, "settings">,
  run: Run,
  people: readonly Told[],
  batches: readonly Batch[],
  speech: Speech,
): Pushed[] {
  const known = new Map(batches.map((one) => [one.batch, one]));
  return people.flatMap((person) => {
    const one = known.get(person.batch);
    if (one === undefined) return [];
    const { unit, dedupeKey } = common(run, one);
    const messages = textOf(deps, run, one, speech, { ...person, points: Number(person.points) });
    const { member_id: memberId, batch } = person;
    return [{ batch, memberId, unit, messages, dedupeKey: `${dedupeKey}:${memberId}` }];
  });
}

/** LINE counts openings by the unit, a thousand of them in a month. */
function common({ publicId }: Run, { batch, variant }: Batch) {
  return { batch, dedupeKey: `campaign:${publicId}:${batch}`, unit: `c_${publicId}_${variant}` };
}

function streamOf({ variant, language }: Batch): number {
  return variant * 2 + (language === "en" ? 1 : 0);
}

function textOf(
  deps: Pick<Deps, "settings">,
  run: Run,
  one: Batch,
  speech: Speech,
  facts?: ToldFacts,
): string {
  const language: Language = one.language === "en" ? "en" : "ja";
  const written = run.document.variants[one.variant]?.[language];
  if (written === undefined || written === null) throw new Error(`batch ${one.batch} has no words`);
  const at = { runPublicId: run.publicId, stream: streamOf(one) };
  return JSON.stringify(messagesOf(deps, written, at, language, speech, facts));
}
