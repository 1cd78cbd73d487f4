import { dateAt } from "../../../shared/dates.ts";
import type { Encoding } from "../../../shared/points/adjustments/schema.ts";
import type { Deps } from "../../deps.ts";
import { Duplicate } from "../../platform/database/failures.ts";
import { audited, housekeeping } from "../../platform/database/plan.ts";
import type { Bound } from "../../platform/database/prepared.ts";
import { writeSheet } from "../../platform/files/csv.ts";
import { readAgain } from "../../platform/http/once.ts";
import { memberByPublicId } from "../members/index.ts";
import { loadAccount, toolsOf } from "./account.ts";
import { deductOwing, grant } from "./adjust.core.ts";
import { byHand, giftOf } from "./adjust.ts";
import { type RowResult, rowsIn, type WaitingRow } from "./adjustment-file.ts";
import { type Draft, draftOf } from "./ledger.core.ts";
import { planMany } from "./plans.ts";
import { mainProgramme, rulesInForce } from "./programme.ts";
import * as store from "./store-adjustments.ts";

/**
 * Applies what was accepted, part after part, until there is no more or the time is up; says how many parts it did. Any
 * number of processes may call it at once: a part that was applied before is not applied again.
 */
export async function applyFiles(deps: Deps, untilMs: number): Promise<number> {
  let done = 0;
  for (const file of await deps.database.all(store.filesApplying, {})) {
    done += await applyFile(deps, file.file_id, untilMs);
  }
  return done;
}

export async function applyFile(deps: Deps, fileId: string, untilMs: number): Promise<number> {
  const file = await deps.database.first(store.fileById, { fileId });
  if (file?.status !== "applying") return 0;
  for (let done = 0; ; done++) {
    const part = await deps.database.first(store.openPart, { fileId });
    if (part === undefined) {
      const settled = store.settleFile.with({ fileId, nowMs: deps.clock.nowMs() });
      await deps.database.commit(housekeeping("all parts of a file are applied", [settled]));
      return done + 1;
    }
    if (done > 0 && deps.clock.nowMs() >= untilMs) return done;
    await applyPart(deps, { fileId, nth: part.nth, rows: rowsIn(part.rows), actor: file.actor });
  }
}

interface Part {
  readonly fileId: string;
  readonly nth: number;
  readonly rows: readonly WaitingRow[];
  /** Who accepted the file. */
  readonly actor: string;
}

async function applyPart(deps: Deps, part: Part): Promise<void> {
  try {
    await readAgain(deps, async () => {
      const atMs = deps.clock.nowMs();
      const { statements, results } = await planPart(deps, part);
      const row = {
        auditId: deps.ids.ulid(),
        atMs,
        actor: { kind: "system" as const, id: "adjustment_file" },
        action: "points.apply_adjustments",
        subject: `adjustment_file:${part.fileId}`,
        nodeId: null,
        details: { part: part.nth, rows: part.rows.length, acceptedBy: part.actor },
      };
      const closed = store.closePart.with({
        fileId: part.fileId,
        nth: part.nth,
        results: JSON.stringify(results),
      });
      await deps.database.commit(audited(row, [...statements, closed]));
    });
  } catch (failure) {
    // Another process applied this very part first.
    if (!(failure instanceof Duplicate)) throw failure;
  }
}

async function planPart(
  deps: Deps,
  part: Part,
): Promise<{ statements: readonly Bound[]; results: readonly RowResult[] }> {
  const programme = await rulesInForce(deps, mainProgramme);
  const nowMs = deps.clock.nowMs();
  const today = dateAt(nowMs, deps.settings.timeZone);
  const tools = toolsOf(deps);
  const drafts = new Map<string, Draft>();
  const rows: Bound[] = [];
  const results: RowResult[] = [];
  for (const row of part.rows) {
    const before = drafts.get(row.memberId) ?? (await draftOfMember(deps, row.memberId));
    if (before === null) {
      results.push({ line: row.line, moved: 0, owed: 0, outcome: "left", adjustmentId: null });
      continue;
    }
    const doing = byHand(part.actor, nowMs, today, `${part.fileId}/${row.rowKey}`);
    // A last day that was today when the file was accepted may have passed by now.
    const expiresOn = row.expiresOn !== null && row.expiresOn < today ? today : row.expiresOn;
    const moved =
      row.points > 0
        ? { draft: grant(before, giftOf(programme, row.points, expiresOn, today), doing, tools), owed: 0 }
        : deductOwing(before, -row.points, programme.shortage === "debt", doing, tools);
    drafts.set(row.memberId, moved.draft);
    const entry = moved.draft.entries.at(-1);
    const adjustmentId = deps.ids.ulid();
    rows.push(
      store.insertAdjustment.with({
        adjustmentId,
        accountId: moved.draft.account.accountId,
        entryId: entry?.entryId ?? "",
        points: entry?.points ?? 0,
        reasonCode: row.reasonCode,
        reason: row.reason,
        actor: part.actor,
        fileId: part.fileId,
        rowKey: row.rowKey,
        nowMs,
      }),
    );
    const result = { moved: entry?.points ?? 0, owed: moved.owed, outcome: "done" as const, adjustmentId };
    results.push({ line: row.line, ...result });
  }
  const points = planMany(deps.database.engine, [...drafts.values()], today);
  return { statements: [...rows, ...points], results };
}

/** Null for a member who has left since the file was accepted. */
async function draftOfMember(deps: Deps, publicId: string): Promise<Draft | null> {
  const member = await memberByPublicId(deps, publicId);
  if (member === null || member.status === "left") return null;
  const account = await loadAccount(deps, member.memberId, mainProgramme);
  return account === null ? null : draftOf(account);
}

const headers = {
  ja: ["行", "会員番号", "ポイント", "反映", "不足(次回付与から差引)", "結果", "理由"],
  en: ["line", "member_id", "points", "moved", "owed", "result", "reason"],
} as const;
const outcomes = {
  ja: { done: "反映済み", left: "退会済みのため対象外", waiting: "反映待ち" },
  en: { done: "applied", left: "left the programme", waiting: "waiting" },
} as const;

/** What became of each row, as a file. */
export async function resultFile(
  deps: Deps,
  fileId: string,
  encoding: Encoding,
  language: "ja" | "en",
): Promise<Uint8Array<ArrayBuffer>> {
  const parts = await deps.database.all(store.partsOf, { fileId });
  const rows = parts.flatMap((part) => {
    const results = new Map((part.results === null ? [] : resultsIn(part.results)).map((r) => [r.line, r]));
    return rowsIn(part.rows).map((row) => {
      const result = results.get(row.line);
      const outcome = outcomes[language][result?.outcome ?? "waiting"];
      return [row.line, row.memberId, row.points, result?.moved ?? 0, result?.owed ?? 0, outcome, row.reason];
    });
  });
  return writeSheet([[...headers[language]], ...rows], encoding);
}

/** What `applyPart` wrote, read back. */
function resultsIn(text: string): readonly RowResult[] {
  return JSON.parse(text) as readonly RowResult[];
}
