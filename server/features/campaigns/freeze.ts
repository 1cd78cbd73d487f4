import type { Deps } from "../../deps.ts";
import type { Engine } from "../../platform/database/database.ts";
import { housekeeping } from "../../platform/database/plan.ts";
import { audienceOf } from "./audience.ts";
import type { Run } from "./run.ts";
import * as freezing from "./store-freeze.ts";
import { streamCount } from "./streams.ts";

/** So many members' numbers in a commit: a till that sells meanwhile waits for one of them. */
const stretchOf: Readonly<Record<Engine, number>> = { sqlite: 20_000, postgres: 20_000, d1: 5_000 };

/**
 * Freezes the next stretch of the audience: a row for each member whom the segment matches, with the reason for which nothing
 * is sent or with a batch. How far it came is in the same commit. The last one leaves the run ready to be sent.
 */
export async function freezeSome(deps: Deps, run: Run): Promise<void> {
  // Before anybody's caps are looked at.
  const last = await deps.database.first(freezing.lastTurn, {});
  const audience = await audienceOf(deps, run.document, run.runId);
  const { runId, frozenThrough: after, untilMemberId, streams } = run;
  const through = Math.min(after + stretchOf[deps.database.engine], untilMemberId);
  const over = through >= untilMemberId;
  const count = streamCount(streams);
  const rows = await deps.database.all(freezing.seenOfStreams, { runId, streams: count });
  const seen = new Map(rows.map(({ stream, people }) => [Number(stream), Number(people)]));
  const turn = deps.ids.ulid();
  const stretch = { runId, after, through, programmeId: run.programmeId, turn };
  const statements = [
    freezing.takeTurn.with({ seen: last?.turn ?? "", turn }),
    freezing.freezeStretch(stretch, audience, streams, seen),
    freezing.freezeBatches.with({ runId, after, through, streams: count, turn }),
    freezing.frozenThrough.with({ runId, after, through, over: over ? 1 : 0, turn }),
    ...(over ? [freezing.endFreeze.with({ runId })] : []),
  ];
  await deps.database.commit(
    housekeeping("whom a run is for follows from what a person has approved", statements),
  );
}
