import { recordPurchase } from "../../server/features/purchases/index.ts";
import { type Job, runJob } from "../../server/jobs.ts";
import { writeOf } from "../../server/platform/http/once.ts";
import type { CampaignState } from "../../shared/campaigns/console.ts";
import * as row from "../databases/rows.ts";
import { campaignOf } from "./campaign-shop.ts";
import type { Desk } from "./console.ts";
import { newKey } from "./people.ts";
import { saleOf, sellerTo } from "./sales.ts";
import type { World } from "./world.ts";

/** A campaign that was sent and members who came, for a world that does not tick by itself. */

export const work = (world: World, job: Job): Promise<number> => runJob(world.deps, job, { forMs: 5_000 });

/** A campaign of two variants with a button, sent to everybody. */
export async function sendSpring(
  world: World,
  desk: Desk,
  couponId: string | null = null,
): Promise<{ readonly campaignId: string; readonly runId: string }> {
  const spring = campaignOf("spring");
  const button = { label: "くわしく見る", url: "https://shop.example.com/spring" };
  const [one] = spring.variants;
  if (one === undefined) throw new Error("no variant");
  const variants = [0, 1].map(() => ({ ...one, share: 50, ja: { ...one.ja, button } }));
  const { campaignId } = await desk.client.ok<{ campaignId: string }>("POST", "/api/console/campaigns", {
    key: newKey(),
    body: { document: { ...spring, name: "春の豆", couponId, variants } },
  });
  await desk.client.ok("POST", `/api/console/campaigns/${campaignId}/start`, { body: { seenVersion: 1 } });
  const state = () => desk.client.ok<CampaignState>("GET", `/api/console/campaigns/${campaignId}`);
  for (let turns = 0; turns < 20 && (await state()).status !== "sent"; turns++) {
    await work(world, "campaigns");
    await work(world, "outbox");
  }
  return { campaignId, runId: (await state()).runs[0]?.runId ?? "" };
}

export interface Recipient {
  readonly memberId: number;
  readonly userId: string;
  readonly reason: string | null;
  readonly variant: number;
}

export async function recipientsIn(world: World): Promise<readonly Recipient[]> {
  const rows = await row.rows(
    world.deps.database,
    `SELECT r.member_id, r.reason, r.variant, m.line_user_id FROM campaign_recipient r
      JOIN member m ON m.member_id = r.member_id ORDER BY r.member_id`,
  );
  return rows.map((one) => ({
    ...{ memberId: Number(one.member_id), userId: String(one.line_user_id) },
    ...{ reason: one.reason === null ? null : String(one.reason), variant: Number(one.variant) },
  }));
}

let sold = 0;

/** A sale now, in the first store. */
export async function sellTo(
  world: World,
  memberId: number,
  yen: number,
  coupons: readonly string[] = [],
): Promise<string> {
  const [store] = await row.rows(
    world.deps.database,
    "SELECT * FROM node WHERE kind = 'store' ORDER BY node_id",
  );
  const place = {
    nodeId: Number(store?.node_id),
    publicId: String(store?.public_id),
    path: String(store?.path),
  };
  const seller = async () => {
    const usual = await sellerTo(memberId)();
    return { ...usual, storeNode: { ...usual.storeNode, ...place, name: String(store?.name) } };
  };
  sold += 1;
  return (
    await recordPurchase(world.deps, seller, saleOf(yen, 0, { coupons }), writeOf("test", `r${sold}`, [sold]))
  ).purchaseId;
}
