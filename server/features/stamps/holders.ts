import { dateAt } from "../../../shared/dates.ts";
import { type Listed, listedMax, pageRows } from "../../../shared/listing.ts";
import type { StampHolder, StampHoldersAsked } from "../../../shared/stamps/console.ts";
import type { Deps } from "../../deps.ts";
import type { Actor } from "../../platform/auth/actor.ts";
import { audited } from "../../platform/database/plan.ts";
import { memberNumberOf } from "../members/index.ts";
import { stampCardState } from "./publish.ts";
import * as store from "./store-holders.ts";

type Asked = Omit<StampHoldersAsked, "page">;

/** One page of who has or had a card. @throws Refusal stamps.card_not_found */
export async function stampHolders(
  deps: Deps,
  cardId: string,
  { page, ...asked }: StampHoldersAsked,
): Promise<Listed<StampHolder>> {
  const goal = await goalOf(deps, cardId);
  const wanted = wantedBy(deps, cardId, asked);
  const { report } = deps.database;
  const [rows, count] = await Promise.all([
    store.holderRows(report, wanted, { offset: (page - 1) * pageRows, limit: pageRows }),
    store.holderCount(report, wanted, listedMax + 1),
  ]);
  const view = viewOf(goal, wanted.today);
  return { rows: rows.map(view), total: Math.min(count, listedMax), more: count > listedMax };
}

const heads = {
  ja: ["会員番号", "名前", "状態", "スタンプ", "ゴール", "何枚目", "最後のスタンプ", "有効期限"],
  en: ["member", "name", "state", "stamps", "goal", "card", "last stamp", "lasts until"],
} as const;
const statuses = {
  open: { ja: "集めています", en: "collecting" },
  completed: { ja: "達成", en: "completed" },
  expired: { ja: "期限切れ", en: "lapsed" },
} as const;

/** The first `listedMax` of them as rows of a file; that people's names left the house is in the audit log. */
export async function exportHolders(
  deps: Deps,
  actor: Actor,
  cardId: string,
  asked: Asked,
  language: "ja" | "en",
): Promise<readonly (readonly (string | number)[])[]> {
  const goal = await goalOf(deps, cardId);
  const wanted = wantedBy(deps, cardId, asked);
  const rows = await store.holderRows(deps.database.report, wanted, { offset: 0, limit: listedMax });
  const audit = {
    ...{ auditId: deps.ids.ulid(), atMs: deps.clock.nowMs(), actor, nodeId: null },
    ...{ action: "stamps.export_holders", subject: `stamp_card:${cardId}`, details: { rows: rows.length } },
  };
  await deps.database.commit(audited(audit, []));
  const lines = rows
    .map(viewOf(goal, wanted.today))
    .map((row) => [
      row.memberId,
      row.memberName ?? "",
      statuses[row.status][language],
      row.stamps,
      row.goal,
      row.round,
      row.lastOn ?? "",
      row.untilOn ?? "",
    ]);
  return [heads[language], ...lines];
}

/** No version of a published card changes it. */
async function goalOf(deps: Deps, cardId: string): Promise<number> {
  const { draft, published } = await stampCardState(deps, cardId);
  return (published ?? draft)?.goal ?? 0;
}

function wantedBy({ clock, settings }: Deps, cardId: string, { q, ...asked }: Asked): store.HoldersWanted {
  const text = q?.normalize("NFKC") ?? "";
  return {
    ...{ cardId, ...asked, text },
    number: text === "" ? null : memberNumberOf(text),
    today: dateAt(clock.nowMs(), settings.timeZone),
  };
}

type Row = Awaited<ReturnType<typeof store.holderRows>>[number];

const viewOf =
  (goal: number, today: string) =>
  (row: Row): StampHolder => ({
    ...{ memberId: row.public_id, memberName: row.name, goal, round: row.round, stamps: row.stamps },
    status: row.status === "open" && row.until_on !== null && row.until_on < today ? "expired" : row.status,
    ...{ lastOn: row.last_on, untilOn: row.until_on },
  });
