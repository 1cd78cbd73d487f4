import type { Deps } from "../../server/deps.ts";
import { joinAsMember } from "../../server/features/card/membership.ts";
import { type Member, memberOfLineUser, planFriends, termsOf } from "../../server/features/members/index.ts";
import { runJob } from "../../server/jobs.ts";
import { newSession } from "../../server/platform/auth/sessions.ts";
import type { Database } from "../../server/platform/database/database.ts";
import { housekeeping } from "../../server/platform/database/plan.ts";
import type { Settings } from "../../server/platform/settings.ts";
import type { CalendarDate } from "../../shared/dates.ts";
import { makeCampaigns } from "./history/campaigns.ts";
import { type Gathering, gathering } from "./history/gather.ts";
import { daysOfHistory, firstMidnight, type Life, livesBefore } from "./history/lives.ts";
import { type Counter, openShop } from "./history/opening.ts";
import { drawsFrom } from "./history/random.ts";
import { type Stage, type Theatre, theatreOf } from "./history/theatre.ts";
import { live } from "./history/visits.ts";
import { demoSeed } from "./person.ts";
import { employees } from "./staff.ts";

export interface HistoryWishes {
  readonly database: Database;
  readonly settings: Settings;
  /** The history ends the day before, in the shop's zone. */
  readonly today: CalendarDate;
  readonly members: number;
  /** How many of all visits are done. */
  readonly progress?: (done: number, all: number) => void;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Lives that go on at once, so that their commits can share transactions. */
const atOnce = 60;

/**
 * Gives an empty, migrated database a shop with a year behind it, by the verbs that the tills and phones of the year
 * would have used, on clocks that are turned. The same day and number of members give the same rows.
 */
export async function makeHistory(wishes: HistoryWishes): Promise<void> {
  const { database, settings, today, members, progress } = wishes;
  const startMs = firstMidnight(today);
  const { database: gathered, during } = gathering(database);
  const theatre = await theatreOf(gathered, settings);
  const opening = theatre.stage("shop", startMs - 3 * dayMs);
  const counters = await openShop(opening.deps);
  const lives = livesBefore(today, members);

  // Receipts of the year must not reach anybody now, so LINE calls them friends only when it is over.
  const everyone = [...employees, ...lives.map(({ person }) => person)];
  const befriend = (following: boolean, atMs: number) => {
    const states = new Map(everyone.map(({ userId }) => [userId, { following, changedAtMs: atMs }]));
    return database.commit(housekeeping("who follows the account", planFriends(states)));
  };
  await befriend(false, startMs);
  const joined = await joinAll(theatre, lives);
  await liveAll({ during, counters, progress }, joined);
  const endMs = startMs + daysOfHistory * dayMs;
  await befriend(true, endMs);
  const after = await theatreOf(database, settings);
  await makeCampaigns(after, today, endMs);
  // As a morning of the last day would have done, so that the table of recency, frequency and money is there at once.
  await runJob(after.stage("rfm", endMs - 8 * hourMs).deps, "rfm", { forMs: hourMs });
}

interface Joined extends Stage {
  readonly life: Life;
  readonly member: Member;
}

/** One after the other, because the database numbers members and accounts in the order they come. */
async function joinAll(theatre: Theatre, lives: readonly Life[]): Promise<readonly Joined[]> {
  const joined: Joined[] = [];
  for (const life of lives) {
    const stage = theatre.stage(life.person.userId, life.joinedAtMs);
    joined.push({ ...stage, life, member: await join(stage.deps, life) });
  }
  return joined;
}

async function join(deps: Deps, { person, language }: Life): Promise<Member> {
  const identity = { userId: person.userId, name: person.name, pictureUrl: null };
  // Not written: it would have ended long ago.
  const { session } = newSession(deps, "card", identity, null);
  const { version: termsVersion } = termsOf(deps.settings.shopName);
  await joinAsMember(deps, session, { termsVersion, acceptTerms: true, acceptData: true, language });
  const member = await memberOfLineUser(deps, person.userId);
  if (member === null) throw new Error(`${person.name} has joined and is not there`);
  return member;
}

interface Year {
  readonly during: Gathering["during"];
  readonly counters: readonly Counter[];
  readonly progress: HistoryWishes["progress"];
}

async function liveAll({ during, counters, progress }: Year, joined: readonly Joined[]): Promise<void> {
  const all = joined.reduce((sum, { life }) => sum + life.visits.length, 0);
  let done = 0;
  const visited = (): void => {
    done += 1;
    progress?.(done, all);
  };
  const waiting = [...joined];
  const lane = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const { deps, clock, life, member } = next;
      const draws = drawsFrom(`${demoSeed}:luck:${member.publicId}`);
      await live({ deps, clock, draws, counters, visited }, member, life);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, () => during(lane)));
}
