import { addDays, type CalendarDate, dateAt } from "../../../shared/dates.ts";
import { Refusal } from "../../../shared/errors.ts";
import { grantEnded, granted, type RankStep } from "../../../shared/ranks/evaluate.ts";
import { placeOf } from "../../../shared/ranks/ladder.ts";
import type { RankView } from "../../../shared/ranks/schema.ts";
import { rankView } from "../../../shared/ranks/view.ts";
import { previousWindow, windowOf } from "../../../shared/ranks/windows.ts";
import type { Deps } from "../../deps.ts";
import type { Actor } from "../../platform/auth/actor.ts";
import { audited } from "../../platform/database/plan.ts";
import { answerRow, once, type Write } from "../../platform/http/once.ts";
import { memberById } from "../members/index.ts";
import { loadAccount, mainProgramme } from "../points/index.ts";
import { planRankAtBoundary, type RankNow, readRank, writesOf } from "./rank.ts";

export interface RankGrant {
  readonly memberId: number;
  /** A rank of the ladder in force: the present one, which is then kept until the end, or a higher one. */
  readonly rank: string;
  /** Its last day, today or later. */
  readonly untilOn: CalendarDate;
  readonly reason: string;
}

export interface RankGranted {
  readonly memberId: string;
  readonly rank: RankView;
}

const grantDaysMax = 3660;

/**
 * Gives a rank by hand until a day. Nothing of what is counted meanwhile is lost, and a rank that is earned above it
 * takes its place.
 * @throws Refusal session.forbidden, member.not_found, rank.none, rank.unknown, rank.below_present or request.invalid.
 */
export function grantRank(deps: Deps, actor: Actor, asked: RankGrant, write: Write): Promise<RankGranted> {
  return decide(deps, actor, asked, write, "ranks.grant", (now) => {
    const place = placeOf(now.ladder, asked.rank);
    if (place < 0) throw new Refusal("rank.unknown");
    if (place < placeOf(now.ladder, now.state.rank)) throw new Refusal("rank.below_present");
    if (asked.untilOn < now.on || asked.untilOn > addDays(now.on, grantDaysMax)) {
      throw new Refusal("request.invalid", { field: "untilOn" });
    }
    return granted(now.evidence, now.state, asked.rank, asked.untilOn, now.on);
  });
}

/**
 * Ends a rank given by hand before its day. What the counts alone give is left.
 * @throws Refusal session.forbidden, member.not_found, rank.none or rank.not_granted.
 */
export function endGrant(
  deps: Deps,
  actor: Actor,
  asked: { readonly memberId: number; readonly reason: string },
  write: Write,
): Promise<RankGranted> {
  return decide(deps, actor, asked, write, "ranks.end_grant", (now) => {
    if (!now.state.granted) throw new Refusal("rank.not_granted");
    return grantEnded(now.evidence, now.state, now.on);
  });
}

function decide(
  deps: Deps,
  actor: Actor,
  { memberId, reason }: { readonly memberId: number; readonly reason: string },
  write: Write,
  action: string,
  stepOf: (now: RankNow) => RankStep,
): Promise<RankGranted> {
  if (actor.kind !== "staff" || (actor.role !== "owner" && actor.role !== "manager")) {
    throw new Refusal("session.forbidden");
  }
  return once(deps, write, async () => {
    const nowMs = deps.clock.nowMs();
    const member = await memberById(deps, memberId);
    const account = await loadAccount(deps, memberId, mainProgramme);
    if (member === null || account === null || member.status === "left")
      throw new Refusal("member.not_found");
    const { timeZone } = deps.settings;
    const [joinedOn, on] = [dateAt(member.joinedAtMs, timeZone), dateAt(nowMs, timeZone)];
    const read = await readRank(deps, account, joinedOn, on, (terms, stored) => {
      const end = stored.untilOn !== null && stored.untilOn < on ? stored.untilOn : on;
      return previousWindow(terms, windowOf(terms, end)).from;
    });
    if (!read.ladder.enabled) throw new Refusal("rank.none");
    const context = { nowMs, actor: `${actor.kind}:${actor.id}`, purchaseId: null };
    // What is due is decided first, as if the night had been there.
    const { statements, now } = planRankAtBoundary(read, null, context);
    const step = stepOf(now);
    const rank = rankView(now.evidence, step.state, on);
    if (rank === null) throw new Refusal("rank.none");
    const answer = { memberId: member.publicId, rank };
    const row = {
      auditId: deps.ids.ulid(),
      atMs: nowMs,
      actor,
      action,
      subject: `member:${member.publicId}`,
      nodeId: null,
      details: { from: step.from, to: step.to, untilOn: step.state.untilOn, reason },
    };
    const written = writesOf(now, [step], context);
    await deps.database.commit(audited(row, [...statements, ...written, answerRow(write, answer, nowMs)]));
    return answer;
  });
}
