import { isPersonal } from "../../../shared/campaigns/schema.ts";
import { dateAt } from "../../../shared/dates.ts";
import type { Deps } from "../../deps.ts";
import type { Engine } from "../../platform/database/database.ts";
import { audited, housekeeping } from "../../platform/database/plan.ts";
import type { Bound } from "../../platform/database/prepared.ts";
import { queuedPushes, queuedRoster } from "../../platform/outbox/index.ts";
import { type Gift, planGift } from "./gift.ts";
import type { Run } from "./run.ts";
import { speechOf } from "./speech.ts";
import { goneSince, planLeaveOut } from "./store-catch-up.ts";
import * as store from "./store-runs.ts";
import { type Batch, pushesOf, requestsOf } from "./told.ts";

/** How many batches wait in the outbox at most, and how many are handed to it in one commit. */
interface Pace {
  readonly window: number;
  readonly atOnce: number;
}
type PaceOf = Readonly<Record<Engine, Pace>>;

/** Enough for LINE's rate, and few to look at again after a pause. */
const multicasts: PaceOf = {
  sqlite: { window: 128, atOnce: 64 },
  postgres: { window: 192, atOnce: 64 },
  d1: { window: 32, atOnce: 32 },
};
/** With two rows for each of 500 people a commit is as long as a till may wait, and what is cancelled takes little back. */
const withCoupons: PaceOf = {
  sqlite: { window: 16, atOnce: 4 },
  postgres: { window: 32, atOnce: 4 },
  d1: { window: 4, atOnce: 1 },
};
/** Each batch is 500 rows of the outbox; LINE takes four of them in a second. */
const pushes: PaceOf = {
  sqlite: { window: 8, atOnce: 2 },
  postgres: { window: 16, atOnce: 2 },
  d1: { window: 2, atOnce: 1 },
};

/** Hands the next batches to the outbox, as many as there is room for; answers how many. */
export async function queueSome(deps: Deps, run: Run): Promise<number> {
  const { runId } = run;
  const personal = isPersonal(run.document);
  const coupon = run.document.couponId !== null;
  const { window, atOnce } = (personal ? pushes : coupon ? withCoupons : multicasts)[deps.database.engine];
  const underWay = await deps.database.first(store.batchesUnderWay, { runId });
  const room = window - Number(underWay?.batches ?? 0);
  // A commit costs nearly the same for few as for many.
  if (room < atOnce / 2) return 0;
  const batches = await deps.database.all(store.nextBatches, { runId, limit: Math.min(room, atOnce) });
  if (batches.length === 0) return 0;
  const nowMs = deps.clock.nowMs();
  const at = { nowMs, on: dateAt(nowMs, deps.settings.timeZone) };
  const numbers = JSON.stringify(batches.map(({ batch }) => batch));
  const gone = await goneSince(deps, run);
  const found = personal || coupon ? await peopleOf(deps, run, numbers) : [];
  const still = found.filter(({ member_id }) => !gone.has(member_id));
  const members = still.map(({ member_id }) => member_id);
  const gift = await planGift(deps, run, members, at);
  const told = still.filter(({ member_id }) => !gift.short.has(member_id));
  const statements = [
    ...planLeaveOut(run, gone, nowMs),
    ...gift.statements,
    ...(await planRequests(deps, run, batches, personal ? told : null)),
    store.markQueued.with({ runId, batches: numbers, nowMs }),
  ];
  await commit(deps, run, gift, statements, nowMs);
  return batches.length;
}

type Person = Awaited<ReturnType<typeof peopleOf>>[number];

function peopleOf(deps: Deps, { runId, programmeId }: Run, batches: string) {
  return deps.database.all(store.peopleOfBatches, { runId, batches, programmeId });
}

/** One request for each batch, or, where each is told something of their own, one for each of these people. */
async function planRequests(
  deps: Deps,
  run: Run,
  batches: readonly Batch[],
  people: readonly Person[] | null,
): Promise<Bound[]> {
  const speech = await speechOf(deps, run.document);
  if (people === null) return [queuedRoster(deps, run.runId, requestsOf(deps, run, batches, speech))];
  return queuedPushes(deps, run.runId, pushesOf(deps, run, people, batches, speech));
}

/** Whatever gives coupons stands in the audit log. */
function commit(
  deps: Deps,
  run: Run,
  gift: Gift,
  statements: readonly Bound[],
  nowMs: number,
): Promise<void> {
  if (gift.given === 0) return deps.database.commit(housekeeping("what was approved is sent", statements));
  const row = {
    ...{ auditId: deps.ids.ulid(), atMs: nowMs, action: "campaigns.give_coupons" },
    actor: { kind: "system" as const, id: "campaigns" },
    ...{ subject: `campaign:${run.campaignId}`, nodeId: null },
    details: { run: run.publicId, given: gift.given, without: gift.short.size },
  };
  return deps.database.commit(audited(row, statements));
}
