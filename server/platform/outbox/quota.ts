import type { Deps } from "../../deps.ts";
import { housekeeping } from "../database/plan.ts";
import type { Bound } from "../database/prepared.ts";
import type { LineQuota } from "../line/gateway.ts";
import { failureText } from "../log.ts";
import {
  campaignShare,
  type Hold,
  hasRoom,
  holdAfterLimit,
  monthInJapan,
  monthOver,
  quotaAskMs,
  quotaUsefulMs,
} from "./quota.core.ts";
import * as store from "./quota-store.ts";

type QuotaDeps = Pick<Deps, "database" | "clock" | "ids" | "log" | "line">;

/**
 * Reads LINE's figures and keeps what follows from them: how much campaigns may send, whether they are held, and whether a
 * month that was over has room again. Null where LINE did not say.
 */
export async function readQuota(deps: QuotaDeps): Promise<LineQuota | null> {
  await commit(deps, [store.asking.with({ nowMs: deps.clock.nowMs() })]);
  // Before LINE is asked: what is taken meanwhile is then counted as not yet in LINE's figures.
  const known = await rowOf(deps);
  const quota = await deps.line.quota().catch((failure: unknown) => {
    deps.log.warn("outbox.quota_unread", { failure: failureText(failure) });
    return null;
  });
  const nowMs = deps.clock.nowMs();
  if (quota === null) {
    if (nowMs - known.quota_read_at_ms >= quotaUsefulMs) await holdCampaigns(deps, "quota_unknown");
    return null;
  }
  const taken = Number(known.taken ?? 0);
  const asked = {
    ...{ reserveSet: known.reserve, takenNow: taken, takenAtRead: known.taken_at_read },
    month: known.quota_month,
  };
  const campaignLeft = campaignShare(quota, asked, nowMs);
  const kept = store.keepQuota.with({
    ...{ kind: quota.kind, value: quota.value, used: quota.used, month: monthInJapan(nowMs), nowMs },
    ...{ taken, takenBefore: known.taken_at_read, campaignLeft },
  });
  const statements = [kept, ...(campaignLeft === null ? [store.noLimit.with({})] : [])];
  if (known.held_why === "month_over") {
    if (hasRoom(quota, 1)) statements.push(store.endHold.with({}));
    else statements.push(store.extendHold.with({ untilMs: monthOver(nowMs).untilMs }));
  }
  if (campaignLeft !== 0) statements.push(store.endCampaignHold.with({}));
  await commit(deps, statements);
  if (known.held_why === "month_over" && hasRoom(quota, 1))
    deps.log.info("outbox.released", { why: "month_over" });
  if (campaignLeft === 0) await holdCampaigns(deps, "reserve");
  return quota;
}

/** Campaign messages wait, and the log says so once, whichever process found out. */
export async function holdCampaigns(deps: QuotaDeps, why: "reserve" | "quota_unknown"): Promise<void> {
  const by = deps.ids.ulid();
  await commit(deps, [store.beginCampaignHold.with({ why, nowMs: deps.clock.nowMs(), by })]);
  if ((await rowOf(deps)).campaign_by === by) deps.log.warn("outbox.campaigns_held", { why });
}

/** LINE has said that the month's messages are used up: all paid messages wait from now on, and what it means is found out. */
export async function holdPaid(deps: QuotaDeps, people: number): Promise<void> {
  const before = await rowOf(deps);
  const by = deps.ids.ulid();
  const sinceMs = before.held_since_ms ?? deps.clock.nowMs();
  const hold = async ({ why, untilMs }: Hold): Promise<void> => {
    const begun = store.beginHold.with({ why, nowMs: deps.clock.nowMs(), by });
    await commit(deps, [begun, store.extendHold.with({ untilMs })]);
  };
  await hold({ why: before.held_why ?? "reserved_by_other", untilMs: deps.clock.nowMs() + quotaAskMs });
  const quota = await readQuota(deps);
  const found = holdAfterLimit(quota, people, { why: before.held_why, sinceMs }, deps.clock.nowMs());
  await hold(found);
  if ((await rowOf(deps)).held_by !== by) return;
  const { value = null, used = null } = quota ?? {};
  deps.log.warn("outbox.held", { ...found, used, value });
}

/** A paid message went through: whoever had reserved the rest is done. */
export async function endHold(deps: QuotaDeps): Promise<void> {
  await commit(deps, [store.endHold.with({})]);
  deps.log.info("outbox.released", { why: "accepted" });
}

async function rowOf(deps: QuotaDeps) {
  const row = await deps.database.first(store.takenNow, {});
  if (row === undefined) throw new Error("the row of sending is gone");
  return row;
}

function commit(deps: QuotaDeps, statements: readonly Bound[]): Promise<void> {
  return deps.database.commit(housekeeping("what LINE says of the month's messages", statements));
}
