import { dateAt } from "../../../shared/dates.ts";
import { Refusal } from "../../../shared/errors.ts";
import type {
  AdjustmentFile,
  AdjustmentFiles,
  Encoding,
  FileRow,
  ReasonCode,
  RowError,
} from "../../../shared/points/adjustments/schema.ts";
import type { Deps } from "../../deps.ts";
import type { Actor } from "../../platform/auth/actor.ts";
import { audited, housekeeping } from "../../platform/database/plan.ts";
import { readSheet, type Sheet } from "../../platform/files/csv.ts";
import { sha256 } from "../../platform/hash.ts";
import { answerRow, once, readAgain, writeOf } from "../../platform/http/once.ts";
import { memberNumberOf, membersByPublicIds } from "../members/index.ts";
import { staffName } from "../stores/index.ts";
import { adjustPointsMax } from "./adjust.ts";
import { checkRows, columnNames, type Holding, readRows, rowsMax } from "./adjustment-file.core.ts";
import { mainProgramme, rulesInForce } from "./programme.ts";
import * as store from "./store-adjustments.ts";

/** So many rows are applied in one commit, with a statement for each and a few for all that they do to the ledger. */
const partRows = 50;
/** A dry run that nobody accepted is forgotten after a day. */
const checkedLifeMs = 24 * 3_600_000;

/** A row as it waits to be applied. */
export interface WaitingRow extends FileRow {
  readonly reasonCode: ReasonCode;
}

/** What became of a row; `left` where the member was gone by then, who has no points any more. */
export interface RowResult {
  readonly line: number;
  readonly moved: number;
  readonly owed: number;
  readonly outcome: "done" | "left";
  readonly adjustmentId: string | null;
}

/**
 * The dry run: what a file would do, or every reason why it cannot be done. A file without errors is kept, so that
 * accepting it applies exactly what was looked at; one that was accepted before only says so. It is known again by what
 * its cells say, because a spreadsheet that saves it once more changes its bytes.
 * @throws Refusal csv.*, session.forbidden or request.too_large.
 */
export async function checkFile(
  deps: Deps,
  actor: Actor,
  upload: { readonly name: string; readonly bytes: Uint8Array; readonly reasonCode: ReasonCode },
): Promise<AdjustmentFile> {
  const sheet = await readSheet(upload.bytes);
  const fileHash = sha256(contentOf(sheet));
  return readAgain(deps, async () => {
    const known = await deps.database.first(store.fileByHash, { fileHash });
    if (known !== undefined && known.status !== "checked") return fileView(deps, known.file_id);
    const checked = await dryRun(deps, actor, sheet);
    const rows = checked.rows.map((row): WaitingRow => ({ ...row, reasonCode: upload.reasonCode }));
    const facts = factsOf(rows, fileHash, upload.name, checked.encoding);
    if (checked.errors.length > 0) return refusedView(facts, checked.rowsTotal, checked.errors);
    const fileId = deps.ids.ulid();
    const statements = [
      ...(known === undefined ? [] : forgetting(known.file_id)),
      store.insertFile.with({
        fileId,
        fileHash,
        name: upload.name,
        rowsTotal: rows.length,
        pointsTotal: facts.pointsGiven - facts.pointsTaken,
        actor: `${actor.kind}:${actor.id}`,
        nowMs: deps.clock.nowMs(),
      }),
      ...partsIn(rows).map((part, nth) => store.insertPart.with({ fileId, nth, rows: JSON.stringify(part) })),
    ];
    await deps.database.commit(housekeeping("a dry run moves no points", statements));
    const repeatedRows = await repeatedIn(deps, rows);
    return { ...facts, fileId, status: "checked", errors: [], errorsTotal: 0, repeatedRows };
  });
}

/** The same for the same cells in whatever encoding, with whatever line ends, blank rows and empty cells at the end. */
function contentOf({ header, rows }: Sheet): string {
  const lines = [header, ...rows.map(({ cells }) => cells)].map((cells) => {
    const last = cells.findLastIndex((cell) => cell !== "");
    return cells
      .slice(0, last + 1)
      .map((cell) => cell.normalize("NFKC").replace(/[\u2212\u2010-\u2015]/g, "-"));
  });
  return JSON.stringify(lines);
}

/** How many rows name a key that an earlier file applied to the same member: perhaps the same rows in another file. */
async function repeatedIn(deps: Deps, rows: readonly FileRow[]): Promise<number> {
  const named = rows.filter(({ rowKey }) => rowKey.startsWith("="));
  if (named.length === 0) return 0;
  const members = JSON.stringify([...new Set(named.map(({ memberId }) => memberId))]);
  const keys = JSON.stringify(named.map(({ rowKey }) => rowKey));
  const applied = await deps.database.all(store.appliedKeys, { members, keys });
  const known = new Set(applied.map(({ public_id, row_key }) => `${public_id} ${row_key}`));
  return named.filter(({ memberId, rowKey }) => known.has(`${memberId} ${rowKey}`)).length;
}

interface DryRun {
  readonly encoding: Encoding | null;
  readonly rowsTotal: number;
  readonly rows: readonly FileRow[];
  readonly errors: readonly RowError[];
}

async function dryRun(deps: Deps, actor: Actor, sheet: Sheet): Promise<DryRun> {
  if (sheet.rows.length > rowsMax) throw new Refusal("request.too_large", { rowsMax });
  const { pointsMax } = await limitsOf(deps, actor);
  const today = dateAt(deps.clock.nowMs(), deps.settings.timeZone);
  const { rows, errors } = readRows(sheet.header, sheet.rows, { pointsMax, today }, memberNumberOf);
  const rowsTotal = sheet.rows.length;
  // A file whose cells are wrong is told about those first; what can be applied is asked of rows that can be read.
  const all = [...errors, ...(await problemsOf(deps, actor, rows, sheet.header))].sort(
    (a, b) => a.line - b.line,
  );
  return { encoding: sheet.encoding, rowsTotal, rows, errors: all };
}

/** Why these rows cannot be applied to members as they are now. */
async function problemsOf(
  deps: Deps,
  actor: Actor,
  rows: readonly FileRow[],
  header: readonly string[],
): Promise<readonly RowError[]> {
  const { filePointsMax } = await limitsOf(deps, actor);
  const today = dateAt(deps.clock.nowMs(), deps.settings.timeZone);
  const members = await membersByPublicIds(deps, [...new Set(rows.map((row) => row.memberId))]);
  const ids = members.map((member) => member.memberId);
  const usable = await store.usableOf(deps.database.point, ids, mainProgramme, today);
  const holdings = new Map(
    members.map((member): [string, Holding] => {
      const { points, debt } = usable.get(member.memberId) ?? { points: 0, debt: 0 };
      return [member.publicId, { status: member.status, usable: points, debt }];
    }),
  );
  return checkRows(rows, holdings, filePointsMax, columnNames(header));
}

async function limitsOf(deps: Deps, actor: Actor): Promise<{ pointsMax: number; filePointsMax: number }> {
  const programme = await rulesInForce(deps, mainProgramme);
  const pointsMax = adjustPointsMax(programme, actor);
  if (pointsMax === null || actor.kind !== "staff") throw new Refusal("session.forbidden");
  const role = actor.role === "owner" ? "owner" : "manager";
  return { pointsMax, filePointsMax: programme.adjustFilePointsMax[role] };
}

/**
 * Accepts a checked file: from here on all of it is applied, exactly once, whatever happens to this process. It is
 * checked once more against members and limits as they are now.
 * @throws Refusal adjustment.file_not_found, or adjustment.file_refused with the errors.
 */
export async function acceptFile(deps: Deps, actor: Actor, fileId: string): Promise<AdjustmentFile> {
  const write = writeOf("adjustment-file", fileId, ["accept"]);
  await once(deps, write, async () => {
    const file = await deps.database.first(store.fileById, { fileId });
    if (file === undefined) throw new Refusal("adjustment.file_not_found");
    if (file.status !== "checked") return {};
    const rows = (await deps.database.all(store.partsOf, { fileId })).flatMap((part) => rowsIn(part.rows));
    const { pointsMax } = await limitsOf(deps, actor);
    const above = rows.find((row) => Math.abs(row.points) > pointsMax);
    if (above !== undefined) throw new Refusal("adjustment.above_limit", { pointsMax, line: above.line });
    const errors = await problemsOf(deps, actor, rows, []);
    if (errors.length > 0) throw new Refusal("adjustment.file_refused", { errors: errors.slice(0, 100) });
    const nowMs = deps.clock.nowMs();
    const row = {
      auditId: deps.ids.ulid(),
      atMs: nowMs,
      actor,
      action: "points.accept_adjustment_file",
      subject: `adjustment_file:${fileId}`,
      nodeId: null,
      details: { rows: file.rows_total, points: file.points_total, fileHash: file.file_hash },
    };
    const accepted = store.acceptFile.with({ fileId, actor: `${actor.kind}:${actor.id}`, nowMs });
    await deps.database.commit(audited(row, [accepted, answerRow(write, {}, nowMs)]));
    return {};
  });
  return fileView(deps, fileId);
}

/** @throws Refusal adjustment.file_not_found. */
export async function fileView(deps: Deps, fileId: string): Promise<AdjustmentFile> {
  const file = await deps.database.first(store.fileById, { fileId });
  if (file === undefined) throw new Refusal("adjustment.file_not_found");
  const parts = await deps.database.all(store.partsOf, { fileId });
  const rows = parts.flatMap((part) => rowsIn(part.rows));
  const appliedRows = parts
    .filter((part) => part.results !== null)
    .reduce((sum, part) => sum + rowsIn(part.rows).length, 0);
  return {
    ...factsOf(rows, file.file_hash, file.name, null),
    fileId,
    status: file.status,
    errors: [],
    errorsTotal: 0,
    appliedRows,
    repeatedRows: file.status === "checked" ? await repeatedIn(deps, rows) : 0,
    ...(file.status === "checked"
      ? {}
      : { actor: file.actor, actorName: await staffName(deps, file.actor), atMs: file.made_at_ms }),
  };
}

/** The files that were accepted, newest first. */
export async function fileList(deps: Deps): Promise<AdjustmentFiles> {
  const files = await deps.database.all(store.newestFiles, { limit: 20 });
  return { files: await Promise.all(files.map((file) => fileView(deps, file.file_id))) };
}

/** Forgets dry runs that nobody accepted; they hold members' numbers and reasons. */
export async function purgeCheckedFiles(deps: Deps): Promise<void> {
  const beforeMs = deps.clock.nowMs() - checkedLifeMs;
  const old = await deps.database.all(store.checkedBefore, { beforeMs });
  if (old.length === 0) return;
  const statements = old.flatMap((file) => forgetting(file.file_id));
  await deps.database.commit(housekeeping("dry runs that nobody accepted", statements));
}

function forgetting(fileId: string) {
  return [store.deletePartsOfChecked.with({ fileId }), store.deleteChecked.with({ fileId })];
}

type Facts = Omit<AdjustmentFile, "fileId" | "status" | "errors" | "errorsTotal">;

function factsOf(rows: readonly FileRow[], fileHash: string, name: string, encoding: Encoding | null): Facts {
  const sum = (sign: 1 | -1): number =>
    rows.reduce((total, { points }) => (points * sign > 0 ? total + points * sign : total), 0);
  return {
    name,
    encoding,
    rowsTotal: rows.length,
    pointsGiven: sum(1),
    pointsTaken: sum(-1),
    members: new Set(rows.map((row) => row.memberId)).size,
    fileHash,
    firstRows: rows.slice(0, 20).map((row) => ({
      line: row.line,
      rowKey: row.rowKey,
      memberId: row.memberId,
      points: row.points,
      reason: row.reason,
      expiresOn: row.expiresOn,
    })),
    appliedRows: 0,
    repeatedRows: 0,
    actor: null,
    actorName: null,
    atMs: null,
  };
}

function refusedView(facts: Facts, rowsTotal: number, errors: readonly RowError[]): AdjustmentFile {
  const shown = errors.slice(0, 200);
  return { ...facts, rowsTotal, fileId: "", status: "refused", errors: shown, errorsTotal: errors.length };
}

function partsIn(rows: readonly WaitingRow[]): readonly (readonly WaitingRow[])[] {
  const parts: WaitingRow[][] = [];
  for (let at = 0; at < rows.length; at += partRows) parts.push(rows.slice(at, at + partRows));
  return parts;
}

/** What `checkFile` wrote, read back. */
export function rowsIn(text: string): readonly WaitingRow[] {
  return JSON.parse(text) as readonly WaitingRow[];
}
