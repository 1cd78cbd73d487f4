import { Hono } from "hono";
import { Refusal } from "../../../shared/errors.ts";
import { simulationAsked } from "../../../shared/points/simulation/schema.ts";
import type { SaleExplained } from "../../../shared/purchases/schema.ts";
import type { Deps } from "../../deps.ts";
import { withSession } from "../../platform/auth/sessions.ts";
import { jsonBody } from "../../platform/http/input.ts";
import type { Env } from "../../platform/http/web.ts";
import { consoleStaff } from "../stores/index.ts";
import { awardView } from "./award-view.ts";
import { receiptNumberOf } from "./receipt.ts";
import { simulate } from "./simulate.ts";
import { soldOf } from "./sold.ts";
import { purchaseById } from "./store.ts";

/** As much as a programme to be published may be, and the range. */
const bytesMax = 1024 * 1024 + 1024;
const signedIn = withSession("console");

/** `/api/console/simulate` and `/api/console/purchases/*` */
export const simulationRoutes = new Hono<Env>()
  .post("/simulate", signedIn, async (c) => {
    const deps = c.get("deps");
    await consoleStaff(deps, c.get("session"), "read");
    const { programme, ...range } = await jsonBody(c, simulationAsked, bytesMax);
    return c.json(await simulate(deps, programme, range));
  })
  .get("/purchases/:purchaseId", signedIn, async (c) => {
    await consoleStaff(c.get("deps"), c.get("session"), "read");
    return c.json(await saleExplained(c.get("deps"), c.req.param("purchaseId")));
  });

/** Why a sale earned what it did, by the rules it was made with. */
async function saleExplained(deps: Deps, purchaseId: string): Promise<SaleExplained> {
  const row = await deps.database.first(purchaseById, { purchaseId });
  if (row === undefined) throw new Refusal("purchase.not_found");
  const { sold } = await soldOf(deps, row);
  return {
    receiptNumber: row.receipt_number ?? receiptNumberOf(row.purchase_id),
    storeName: row.store_name,
    amountYen: row.amount_yen,
    amountsAre: sold.facts.amountsAre,
    pointsUsed: row.points_used,
    pointsEarned: row.points_earned,
    programmeVersion: sold.programme.version,
    award: awardView(sold.programme, sold.award),
  };
}
