import { Hono } from "hono";
import { z } from "zod";
import { anomaliesAsked } from "../../../shared/reports/anomalies.ts";
import { behindAsked, countedIn } from "../../../shared/reports/behind.ts";
import { dashboardAsked } from "../../../shared/reports/dashboard.ts";
import { type EntryRow, entriesAsked, type SaleRow, salesAsked } from "../../../shared/reports/lists.ts";
import { monthlyAsked } from "../../../shared/reports/monthly.ts";
import { withSession } from "../../platform/auth/sessions.ts";
import { csvAnswer } from "../../platform/http/csv-answer.ts";
import { checked } from "../../platform/http/input.ts";
import type { Env } from "../../platform/http/web.ts";
import { consoleStaff } from "../stores/index.ts";
import { anomalies } from "./anomalies.ts";
import { exportBehind, membersBehind } from "./behind.ts";
import { dashboard } from "./dashboard.ts";
import { liability } from "./liability.ts";
import { entriesBehind, exportEntries, exportSales, salesBehind } from "./lists.ts";
import { monthly } from "./monthly.ts";
import { decileReport, retention } from "./people.ts";
import { rfmReport } from "./rfm.ts";
import { todayView } from "./today.ts";

const signedIn = withSession("console");
const encoding = z.enum(["utf-8", "cp932"]).default("utf-8");

/** `/api/console/today`, the figures of the home screen, and `/api/console/reports`. Everybody at the console may read them. */
export const reportRoutes = new Hono<Env>()
  .get("/today", signedIn, async (c) => {
    await consoleStaff(c.get("deps"), c.get("session"), "read");
    return c.json(await todayView(c.get("deps")));
  })
  .get("/reports/dashboard", signedIn, async (c) => {
    await consoleStaff(c.get("deps"), c.get("session"), "read");
    return c.json(await dashboard(c.get("deps"), checked(dashboardAsked, c.req.query())));
  })
  .get("/reports/monthly", signedIn, async (c) => {
    await consoleStaff(c.get("deps"), c.get("session"), "read");
    return c.json(await monthly(c.get("deps"), checked(monthlyAsked, c.req.query())));
  })
  .get("/reports/liability", signedIn, async (c) => {
    await consoleStaff(c.get("deps"), c.get("session"), "read");
    return c.json(await liability(c.get("deps")));
  })
  .get("/reports/retention", signedIn, async (c) => {
    await consoleStaff(c.get("deps"), c.get("session"), "read");
    return c.json(await retention(c.get("deps")));
  })
  .get("/reports/decile", signedIn, async (c) => {
    await consoleStaff(c.get("deps"), c.get("session"), "read");
    return c.json(await decileReport(c.get("deps")));
  })
  .get("/reports/rfm", signedIn, async (c) => {
    await consoleStaff(c.get("deps"), c.get("session"), "read");
    return c.json(await rfmReport(c.get("deps")));
  })
  .get("/reports/sales", signedIn, async (c) => {
    await consoleStaff(c.get("deps"), c.get("session"), "read");
    return c.json(await salesBehind(c.get("deps"), checked(salesAsked, c.req.query())));
  })
  .get("/reports/sales.csv", signedIn, async (c) => {
    const { actor } = await consoleStaff(c.get("deps"), c.get("session"), "read");
    const asked = checked(salesAsked.extend({ encoding }), c.req.query());
    const rows = await exportSales(c.get("deps"), actor, asked);
    return csvAnswer(c, [saleHead, ...rows.map(saleCells)], asked.encoding, {
      ja: "会計の一覧",
      ascii: "sales",
    });
  })
  .get("/reports/people", signedIn, async (c) => {
    await consoleStaff(c.get("deps"), c.get("session"), "read");
    return c.json(await membersBehind(c.get("deps"), checked(behindAsked, c.req.query())));
  })
  .get("/reports/people.csv", signedIn, async (c) => {
    const { actor } = await consoleStaff(c.get("deps"), c.get("session"), "read");
    const asked = checked(behindAsked, c.req.query());
    const file = checked(z.object({ encoding }), c.req.query());
    const rows = await exportBehind(c.get("deps"), actor, asked);
    const unit = unitNames[countedIn[asked.of]];
    const cells = rows.map((row) => [
      ...[row.memberId, row.name ?? "", row.counted, row.balance, row.lastVisitOn ?? ""],
    ]);
    return csvAnswer(c, [["会員番号", "会員名", unit, "残高", "最後の来店"], ...cells], file.encoding, {
      ja: "数字のもとになった会員",
      ascii: "members",
    });
  })
  .get("/reports/anomalies", signedIn, async (c) => {
    await consoleStaff(c.get("deps"), c.get("session"), "read");
    return c.json(await anomalies(c.get("deps"), checked(anomaliesAsked, c.req.query())));
  })
  .get("/reports/entries", signedIn, async (c) => {
    await consoleStaff(c.get("deps"), c.get("session"), "read");
    return c.json(await entriesBehind(c.get("deps"), checked(entriesAsked, c.req.query())));
  })
  .get("/reports/entries.csv", signedIn, async (c) => {
    const { actor } = await consoleStaff(c.get("deps"), c.get("session"), "read");
    const asked = checked(entriesAsked.extend({ encoding }), c.req.query());
    const rows = await exportEntries(c.get("deps"), actor, asked);
    return csvAnswer(c, [entryHead, ...rows.map(entryCells)], asked.encoding, {
      ja: "ポイントの明細",
      ascii: "point-entries",
    });
  });

const unitNames = { points: "ポイント", yen: "売上(円)", visits: "来店日数", coupons: "枚数" } as const;

const saleHead = [
  ...["営業日", "会計ID", "お店", "会員番号", "会員名", "状態", "売上(円)", "クーポン値引き(円)"],
  ...["返品(円)", "利用ポイント", "付与ポイント"],
];
const statuses = { completed: "会計", voided: "取消", returned: "返品あり" } as const;

function saleCells(row: SaleRow) {
  return [
    ...[row.businessDate, row.purchaseId, row.storeName, row.memberId, row.memberName ?? ""],
    ...[statuses[row.status], row.yen, row.couponYen, row.returnedYen, row.pointsUsed, row.pointsEarned],
  ];
}

const entryHead = ["営業日", "明細ID", "種類", "ポイント", "お店", "会員番号", "会員名"];

function entryCells(row: EntryRow) {
  return [
    ...[row.businessDate, row.entryId, row.kind, row.points],
    ...[row.storeName ?? "", row.memberId, row.memberName ?? ""],
  ];
}
