import { randomUUID } from "node:crypto";
import type { PlatformBase } from "../platform.ts";

/** What LINE does some time after it answered 202, in words that a state file can keep. */
export type Job = { readonly dueAtMs: number } & JobWork;

export type JobWork =
  | { readonly kind: "campaign"; readonly requestId: string }
  | { readonly kind: "audience"; readonly audienceGroupId: number; readonly jobId: number }
  | { readonly kind: "menu_bulk"; readonly userIds: readonly string[]; readonly richMenuId: string | null }
  | { readonly kind: "menu_batch"; readonly requestId: string };

/** Does one job. `atMs` is when it was due, which may be long ago. */
export type DoJob = (work: JobWork, atMs: number) => void;

const lookAgainMs = 250;

/**
 * Jobs on LINE's virtual clock. They are done when a call of the API comes in, when the clock is moved, or by a
 * timer, whichever is first: a test that moves the clock sees their effect at once.
 */
export class Jobs {
  readonly #platform: PlatformBase;
  #doJob: DoJob = () => undefined;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(platform: PlatformBase) {
    this.#platform = platform;
  }

  /** Says how jobs are done, and takes up those a state file brought. */
  start(doJob: DoJob): void {
    this.#doJob = doJob;
    this.#arm();
  }

  add(work: JobWork, dueAtMs: number): void {
    this.#platform.state.jobs.set(randomUUID(), { ...work, dueAtMs });
    this.#platform.changed();
    this.#arm();
  }

  /** Does all that is due, in its order, and what becomes due by that. */
  runDue(): void {
    const { jobs } = this.#platform.state;
    while (jobs.size > 0) {
      const nowMs = this.#platform.nowMs();
      const due = [...jobs].filter(([, job]) => job.dueAtMs <= nowMs);
      const [first] = due.sort(([, one], [, other]) => one.dueAtMs - other.dueAtMs);
      if (!first) return;
      const [id, job] = first;
      jobs.delete(id);
      this.#doJob(job, job.dueAtMs);
      this.#platform.changed();
    }
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  /** The clock may be moved at any time, so the timer never sleeps until a job is due but looks again. */
  #arm(): void {
    if (this.#closed || this.#timer !== undefined || this.#platform.state.jobs.size === 0) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.runDue();
      this.#arm();
    }, this.#waitMs());
    this.#timer.unref();
  }

  #waitMs(): number {
    const nowMs = this.#platform.nowMs();
    const dueInMs = [...this.#platform.state.jobs.values()].map((job) => job.dueAtMs - nowMs);
    return Math.min(lookAgainMs, Math.max(1, Math.min(...dueInMs)));
  }
}
