import { reasonCodes } from "../../../shared/points/adjustments/schema.ts";
import type { ConsoleHistory, ConsoleHistoryItem } from "../../../shared/points/programme/console.ts";
import type { HistoryItem } from "../../../shared/points/schema.ts";
import type { Deps } from "../../deps.ts";
import { staffName } from "../stores/index.ts";
import { historyOf } from "./history.ts";
import { entryDetails } from "./store-console.ts";

/** A page of an account's history as staff see it: what the member is told, with who did it, why, and of which sale. */
export async function consoleHistoryOf(
  deps: Deps,
  accountId: number,
  before: number | null,
  limit: number,
): Promise<ConsoleHistory> {
  const page = await historyOf(deps, accountId, before, limit);
  const [newest, oldest] = [page.items.at(0), page.items.at(-1)];
  if (newest === undefined || oldest === undefined) return { items: [], before: page.before };
  const rows = await deps.database.all(entryDetails, { accountId, from: oldest.seq, to: newest.seq });
  const details = new Map(rows.map((row) => [row.seq, row]));
  const actors = [...new Set(rows.map((row) => row.actor))];
  const names = new Map(
    await Promise.all(actors.map(async (actor) => [actor, await staffName(deps, actor)] as const)),
  );
  return {
    items: page.items.map((item) => detailed(item, details.get(item.seq), names)),
    before: page.before,
  };
}

function detailed(
  item: HistoryItem,
  row: NonNullable<typeof entryDetails.row> | undefined,
  names: ReadonlyMap<string, string | null>,
): ConsoleHistoryItem {
  const actor = row?.actor ?? "system:";
  return {
    ...item,
    by: { kind: actor.split(":")[0] ?? "", name: names.get(actor) ?? null },
    purchaseId: row?.purchase_id ?? null,
    receiptNumber: row?.receipt_number ?? null,
    reasonCode: reasonCodes.find((code) => code === row?.reason_code) ?? null,
    reason: row?.reason ?? null,
    fileName: row?.file_name ?? null,
  };
}
