import type { CampaignDocument } from "../../../shared/campaigns/schema.ts";
import { Refusal } from "../../../shared/errors.ts";
import type { Deps } from "../../deps.ts";
import { housekeeping } from "../../platform/database/plan.ts";
import { cardUrl } from "../../platform/line/links.ts";
import { documentIn } from "./run.ts";
import * as store from "./store.ts";
import * as clicks from "./store-clicks.ts";
import * as reading from "./store-reading.ts";
import { couponLinks } from "./words.ts";

export interface Target {
  readonly url: string;
  /** Where in the card itself it leads. */
  readonly view: "coupons" | null;
}

/**
 * Where a link of a run leads: looked up in what was sent, so that no address can be made that leads anywhere else.
 * @throws Refusal campaign.not_found
 */
export async function targetOf(deps: Deps, runPublicId: string, link: number): Promise<Target> {
  return (await found(deps, runPublicId, link)).target;
}

/** The same, and that this member has tapped it; nothing is kept of somebody to whom the link was passed on. */
export async function clicked(
  deps: Deps,
  memberId: number,
  runPublicId: string,
  link: number,
): Promise<Target> {
  const { runId, target } = await found(deps, runPublicId, link);
  const click = clicks.click.with({ runId, memberId, link, nowMs: deps.clock.nowMs() });
  await deps.database.commit(housekeeping("taps are counted", [click]));
  return target;
}

async function found(deps: Deps, publicId: string, link: number) {
  const run = await deps.database.first(reading.runByPublicId, { publicId });
  if (run === undefined) throw new Refusal("campaign.not_found");
  const of = { campaignId: run.campaign_id, version: run.version };
  const version = await deps.database.first(store.versionOf, of);
  const document = version === undefined ? null : documentIn(version.document);
  const target = document === null ? null : targetIn(deps, document, link);
  if (target === null) throw new Refusal("campaign.not_found");
  return { runId: run.run_id, target };
}

function targetIn(deps: Deps, { variants, couponId }: CampaignDocument, link: number): Target | null {
  const ofCoupon = link >= couponLinks;
  const stream = ofCoupon ? link - couponLinks : link;
  const variant = variants[Math.floor(stream / 2)];
  const words = stream % 2 === 1 ? variant?.en : variant?.ja;
  if (words == null) return null;
  if (ofCoupon) return couponId === null ? null : { url: cardUrl(deps), view: "coupons" };
  return words.button === null ? null : { url: words.button.url, view: null };
}
