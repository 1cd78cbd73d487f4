import type { Engine } from "../database/database.ts";
import { type SendRequest, sendTimeoutsMs } from "../line/send.ts";
import { failureText } from "../log.ts";
import { multicastsMax } from "./claim.core.ts";
import { type Claim, claim, type LeasedRow } from "./claim.ts";
import { endHold, holdPaid } from "./quota.ts";
import type { SenderDeps } from "./sender-deps.ts";
import { beforeAsking, type Settled, settle, type Verdict } from "./settle.core.ts";
import * as store from "./store.ts";
import { openWriter, type Writer } from "./writer.ts";

/** Requests under way at a time. Of D1's runtime six connections are open at once, and whatever waits for one costs time. */
const underWayMax: Readonly<Record<Engine, number>> = { sqlite: 128, postgres: 128, d1: 20 };
/** How long outcomes wait for each other before they are written: each commit of D1 is a request to another machine. */
const gatherMs: Readonly<Record<Engine, number>> = { sqlite: 1, postgres: 1, d1: 40 };
/** While requests are under way and nothing more is due, it is looked for this often. */
const lookMs = 100;
/** The switch takes effect within a second in every process: no request begins on older news than this. */
const switchNewsMs = 200;

/**
 * Sends what is due until nothing is or `untilMs` has come, with as many requests under way as there is room for. Rows are
 * leased, so that several processes never send one at once; a process that dies leaves leases that run out and retry keys
 * that make the next try harmless. Answers how many rows were taken in hand.
 */
export async function sendDue(deps: SenderDeps, untilMs: number): Promise<number> {
  const sender = new Sender(deps);
  return sender.run(untilMs);
}

class Sender {
  readonly #deps: SenderDeps;
  readonly #writer: Writer;
  readonly #room: number;
  #underWay = 0;
  #multicasts = 0;
  #wake: () => void = () => {};
  #news: Promise<News> = Promise.resolve({ stopped: false, parked: new Set() });
  #newsAtMs = Number.NEGATIVE_INFINITY;
  #holding: Promise<void> | null = null;

  constructor(deps: SenderDeps) {
    this.#deps = deps;
    this.#room = underWayMax[deps.database.engine];
    this.#writer = openWriter(deps, gatherMs[deps.database.engine]);
  }

  async run(untilMs: number): Promise<number> {
    let taken = 0;
    try {
      while (this.#deps.clock.nowMs() < untilMs) {
        const room = this.#room - this.#underWay;
        // A claim costs the same for few rows as for many.
        if (room < this.#room / 4) {
          await this.#change();
          continue;
        }
        // A few of them are not worth a claim.
        const left = multicastsMax - this.#multicasts;
        const claimed = await claim(this.#deps, room, left < multicastsMax / 4 ? 0 : left);
        if (claimed !== null) this.#begin(claimed);
        const rows = claimed?.rows.length ?? 0;
        taken += rows;
        if (rows > 0) continue;
        if (this.#underWay === 0) break;
        await this.#change(lookMs);
      }
    } finally {
      while (this.#underWay > 0) await this.#change();
      await this.#writer.idle();
    }
    return taken;
  }

  #begin(claimed: Claim): void {
    for (const [nth, row] of claimed.rows.entries()) {
      this.#underWay += 1;
      const many = row.tried.kind === "multicast" ? 1 : 0;
      this.#multicasts += many;
      this.#one(row, claimed, claimed.startMs + nth * claimed.stepMs)
        .catch((failure: unknown) => {
          // Its lease runs out and somebody tries again.
          this.#deps.log.error("outbox.failed", { messageId: row.messageId, failure: failureText(failure) });
        })
        .finally(() => {
          this.#underWay -= 1;
          this.#multicasts -= many;
          this.#wake();
        });
    }
  }

  /** Resolves when a request ends, or after so long. */
  #change(withinMs = 60_000): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, withinMs);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  async #one(row: LeasedRow, claimed: Claim, startMs: number): Promise<void> {
    const { clock } = this.#deps;
    const slowdowns = claimed.slowdowns;
    const decided = beforeAsking(row.tried, clock.nowMs()) ?? withoutAddressee(row, clock.nowMs());
    if (decided !== null) {
      this.#log(row, decided);
      this.#writer.add({ row, settled: decided, answer: null, effect: null, slowdowns });
      return;
    }
    const waitMs = startMs - clock.nowMs();
    if (waitMs >= 1) await new Promise((resolve) => setTimeout(resolve, waitMs));
    const answer = await this.#deps.line.send(requestOf(row), () => this.#mayAsk(row));
    if (answer === "withheld") {
      this.#writer.add({ row, settled: null, answer: null, effect: null, slowdowns });
      return;
    }
    const verdict = settle(row.tried, answer, this.#tools());
    if (verdict.effect?.kind === "month_used_up") await this.#hold(row.tried.people);
    if (claimed.probes && answer.kind === "accepted") await endHold(this.#deps);
    this.#log(row, verdict.row, answer.status);
    this.#writer.add({ row, settled: verdict.row, answer, effect: effectOf(verdict), slowdowns });
  }

  /** Not while the switch is set or its run is parked, nor when the lease could end before the answer: somebody else would have the row then. */
  async #mayAsk(row: LeasedRow): Promise<boolean> {
    if (performance.now() - this.#newsAtMs > switchNewsMs) {
      this.#newsAtMs = performance.now();
      this.#news = this.#deps.database.all(store.standing, {}).then(newsIn);
    }
    const endsAtMs = this.#deps.clock.nowMs() + sendTimeoutsMs[row.tried.kind];
    const { stopped, parked } = await this.#news;
    const waits = stopped || (row.run !== null && parked.has(row.run.runId));
    return !waits && endsAtMs <= row.leasedUntilMs;
  }

  /** What all requests under way hear at once is found out once. */
  #hold(people: number): Promise<void> {
    this.#holding ??= holdPaid(this.#deps, people).finally(() => {
      this.#holding = null;
    });
    return this.#holding;
  }

  #tools() {
    const { clock, ids } = this.#deps;
    return { nowMs: clock.nowMs(), jitter: Number(ids.digits(3)), newKey: () => ids.uuid() };
  }

  #log(row: LeasedRow, settled: Settled, lineStatus: number | null = null): void {
    const { messageId, tried } = row;
    const calm = settled.status === "sent" || settled.status === "waiting" || settled.status === "dropped";
    this.#deps.log[calm ? "info" : "warn"](`outbox.${settled.status}`, {
      ...{
        messageId,
        reason: tried.reason,
        outcome: settled.outcome,
        attempts: settled.attempts,
        lineStatus,
      },
    });
  }
}

interface News {
  readonly stopped: boolean;
  readonly parked: ReadonlySet<number>;
}

function newsIn(rows: readonly { stopped_at_ms: number | null; run_id: number | null }[]): News {
  return {
    // No row: the row of sending is gone, and nothing may leave.
    stopped: rows[0] === undefined || rows[0].stopped_at_ms !== null,
    parked: new Set(rows.flatMap(({ run_id }) => (run_id === null ? [] : [run_id]))),
  };
}

/** The hold of all paid messages is written at once and not with the row. */
function effectOf({ effect }: Verdict) {
  return effect?.kind === "month_used_up" ? null : effect;
}

/** Nobody to send to any more: the member has left, or all of a multicast's people have. */
function withoutAddressee(row: LeasedRow, nowMs: number): Settled | null {
  const { kind, lane, attempts, retryKey } = row.tried;
  const people = row.roster?.people ?? row.recipients.length;
  const gone = kind === "multicast" ? people === 0 : row.lineUserId === "";
  if (!gone) return null;
  return {
    ...{ status: "dropped", outcome: kind === "multicast" ? "nobody_left" : "member_left", kind, lane },
    ...{ attempts, retryKey, dueAtMs: nowMs, inDoubtSinceMs: null, settledAtMs: nowMs },
  };
}

function requestOf(row: LeasedRow): SendRequest {
  const { messages, unit, lineUserId, replyToken, recipients, roster } = row;
  const { kind, retryKey } = row.tried;
  if (kind === "reply") return { kind, replyToken: replyToken ?? "", messages };
  if (kind === "push") return { kind, to: lineUserId, messages, unit, retryKey };
  const to = roster?.to ?? JSON.stringify(recipients.map((one) => one.lineUserId));
  return { kind, to, messages, unit, retryKey };
}
