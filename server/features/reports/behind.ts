import type { Expression } from "kysely";
import { addDays, addMonths, endOfMonth, startOfDay } from "../../../shared/dates.ts";
import { type Listed, listedMax, pageRows } from "../../../shared/listing.ts";
import type { BehindAsked, BehindRow } from "../../../shared/reports/behind.ts";
import { ageBounds } from "../../../shared/reports/liability.ts";
import { decileDays } from "../../../shared/reports/people.ts";
import type { Days } from "../../../shared/reports/periods.ts";
import type { Segment } from "../../../shared/segments/schema.ts";
import type { Deps } from "../../deps.ts";
import type { Actor } from "../../platform/auth/actor.ts";
import { audited } from "../../platform/database/plan.ts";
import { dialectOf } from "../../platform/database/prepared.ts";
import { ulidFloor } from "../../platform/ids.ts";
import { mainProgramme } from "../points/index.ts";
import { compile, momentOf } from "../segments/index.ts";
import { marksOf } from "./rollup/marks.ts";
import { scopeOf, todayOf } from "./scope.ts";
import * as store from "./store-behind.ts";
import { whoVisited } from "./store-came.ts";
import type { Asked } from "./store-figures.ts";
import { ofDecile } from "./store-people.ts";

/** A page of the members behind a number. */
export async function membersBehind(deps: Deps, asked: BehindAsked): Promise<Listed<BehindRow>> {
  const { report } = deps.database;
  const behind = await behindOf(deps, asked);
  const page = { offset: (asked.page - 1) * pageRows, limit: pageRows };
  const [rows, count] = await Promise.all([
    store.behindPage(report, behind, page),
    store.behindCount(report, behind, listedMax + 1),
  ]);
  return { rows: rows.map(rowOf), total: Math.min(count, listedMax), more: count > listedMax };
}

/** All of them, to the end of what lists show. That names left the house is in the audit log. */
export async function exportBehind(
  deps: Deps,
  actor: Actor,
  asked: BehindAsked,
): Promise<readonly BehindRow[]> {
  const behind = await behindOf(deps, asked);
  const rows = await store.behindPage(deps.database.report, behind, { offset: 0, limit: listedMax });
  const audit = {
    ...{ auditId: deps.ids.ulid(), atMs: deps.clock.nowMs(), actor, action: "reports.export_members" },
    ...{ subject: "reports:list", nodeId: null, details: { rows: rows.length, of: asked.of } },
  };
  await deps.database.commit(audited(audit, []));
  return rows.map(rowOf);
}

async function behindOf(deps: Deps, asked: BehindAsked): Promise<Expression<store.BehindOne>> {
  const { report } = deps.database;
  switch (asked.of) {
    case "balance":
      return store.withBalance(report, asked.from, asked.to ?? null);
    case "lapses":
      return store.withLots(report, { expires: monthOf(asked.month) });
    case "age":
      return store.withLots(report, openedAt(deps, asked.months));
    case "origin":
      return store.withLots(report, { origin: asked.origin });
    case "decile": {
      const to = todayOf(deps);
      return ofDecile(report, mainProgramme, addDays(to, 1 - decileDays), to, asked.nth);
    }
    case "rfm": {
      const tree: Segment = { kind: "rfm", r: [asked.r], f: [asked.f], m: [] };
      const condition = compile(tree, await momentOf(deps, tree), dialectOf(deps.database.engine));
      return store.inSegment(report, mainProgramme, condition);
    }
    case "came":
      return store.whoCame(report, mainProgramme, monthOf(asked.joined), monthOf(asked.month));
    case "visited": {
      const marks = await marksOf(deps);
      return whoVisited(await placed(deps, asked.place), asked, marks("purchase").through);
    }
    case "joined":
      return store.membership(report, mainProgramme, "joined_at_ms", momentsOf(deps, asked));
    case "left":
      return store.membership(report, mainProgramme, "left_at_ms", momentsOf(deps, asked));
    case "coupons_given":
      return store.withCoupons(await placed(deps, asked.place), mainProgramme, asked, "given");
    case "coupons_used":
      return store.withCoupons(await placed(deps, asked.place), mainProgramme, asked, "used");
  }
}

async function placed(deps: Deps, place: string | undefined): Promise<Asked> {
  const { storeIds } = await scopeOf(deps, place);
  return { db: deps.database.report, dialect: dialectOf(deps.database.engine), storeIds };
}

function momentsOf({ settings: { timeZone } }: Deps, { from, to }: Days) {
  return { fromMs: startOfDay(from, timeZone), untilMs: startOfDay(addDays(to, 1), timeZone) };
}

function monthOf(month: string): Days {
  return { from: `${month}-01`, to: endOfMonth(`${month}-01`) };
}

/** A lot's key is made when it is opened: the band of the report that begins at so many months. */
function openedAt(deps: Deps, months: number): store.LotsOf {
  const floor = (back: number): string =>
    ulidFloor(startOfDay(addMonths(todayOf(deps), -back), deps.settings.timeZone));
  const next = ageBounds.find((bound) => bound > months);
  return { from: next === undefined ? "" : floor(next), below: months === 0 ? null : floor(months) };
}

type Found = Awaited<ReturnType<typeof store.behindPage>>[number];

function rowOf(row: Found): BehindRow {
  return {
    ...{ memberId: row.public_id, name: row.name, lastVisitOn: row.last_visit_on },
    ...{ counted: Number(row.counted), balance: Number(row.balance) },
  };
}
