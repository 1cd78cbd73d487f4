import { expect } from "vitest";
import { type ErrorCode, type Language, wordsOf } from "../../shared/errors.ts";
import type { Ask, Client } from "./browser-like.ts";
import type { World } from "./world.ts";

/** Everything that somebody owns, owes, was promised or could be asked about. */
const evidence = [
  "node",
  "staff",
  "staff_role",
  "invitation",
  "invitation_use",
  "programme_version",
  "member",
  "consent",
  "device_key",
  "code_use",
  "scan",
  "account",
  "entry",
  "lot",
  "allocation",
  "account_day",
  "rule_pool",
  "hold",
  "purchase",
  "purchase_line",
  "purchase_void",
  "refund",
  "account_rank",
  "rank_change",
  "answer",
  "audit",
  "chat_version",
] as const;

const traces = [
  "session",
  "scan_failure",
  "line_friend",
  "topic_choice",
  "topic_state",
  "departed",
  "line_event",
  "outbox",
] as const;

type Table = (typeof evidence)[number] | (typeof traces)[number];

/** Every row of a table, whatever its columns. */
export function rowsOf(world: Pick<World, "deps">, table: Table): Promise<readonly object[]> {
  return world.deps.database.point.selectFrom(table).selectAll().execute();
}

/** All that stands in the tables of evidence, to be compared with the same a moment later. */
export async function everything(world: Pick<World, "deps">): Promise<Record<string, readonly string[]>> {
  const tables = await Promise.all(
    evidence.map(async (table) => [
      table,
      (await rowsOf(world, table)).map((row) => JSON.stringify(row)).sort(),
    ]),
  );
  return Object.fromEntries(tables);
}

/** Every table in which a text stands, wherever in a row. */
export async function tablesWith(world: Pick<World, "deps">, text: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const table of [...evidence, ...traces]) {
    if ((await rowsOf(world, table)).some((row) => JSON.stringify(row).includes(text))) found.push(table);
  }
  return found;
}

/** What a client asks, and the refusal it must meet. */
export interface Refused extends Ask {
  readonly client: Client;
  readonly method?: string;
  readonly path: string;
  readonly status: number;
  readonly code: ErrorCode;
}

/**
 * The request is refused with its status, its code and its sentence, in Japanese and, asked for it, in English; and
 * neither of the two leaves a trace in the tables of evidence. Answers the details of the refusal.
 */
export async function refuses(
  world: Pick<World, "deps">,
  { client, method = "POST", path, status, code, ...ask }: Refused,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  const refusedIn = async (language: Language) => {
    const headers = { ...ask.headers, "accept-language": language === "en" ? "en-US,en;q=0.9" : "ja" };
    const met = await client.refused(method, path, { ...ask, headers });
    const { details, ...said } = met.error;
    expect({ status: met.status, ...said }).toEqual({ status, code, message: wordsOf(code, language) });
    return details;
  };
  // Where a test has moved the clock, the night and the sweep write meanwhile, and come to an end; what a refusal wrote it
  // would write each time.
  for (let tries = 1; ; tries++) {
    const before = await everything(world);
    const details = await refusedIn("ja");
    await refusedIn("en");
    const after = await everything(world);
    if (tries < 4 && JSON.stringify(after) !== JSON.stringify(before)) continue;
    expect(after).toEqual(before);
    return details;
  }
}

/** The code a promise of `Client.ok` was refused with; undefined where it was not. */
export function outcome(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => "ok",
    (failure: unknown) => /"code":"([a-z_.]+)"/.exec(String(failure))?.[1] ?? String(failure),
  );
}

/** How often each text occurs. */
export function tally(texts: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const text of texts) counts[text] = (counts[text] ?? 0) + 1;
  return counts;
}
