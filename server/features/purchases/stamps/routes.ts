import { Hono } from "hono";
import { Refusal } from "../../../../shared/errors.ts";
import { correctedStamps, handStamps, importedStamps } from "../../../../shared/stamps/asked.ts";
import type { Deps } from "../../../deps.ts";
import { type Session, withSession } from "../../../platform/auth/sessions.ts";
import { idempotencyKey, jsonBody } from "../../../platform/http/input.ts";
import { writeOf } from "../../../platform/http/once.ts";
import type { Env } from "../../../platform/http/web.ts";
import { usableScan } from "../../card/index.ts";
import { kindBy } from "../../coupons/index.ts";
import { memberByPublicId } from "../../members/index.ts";
import { memberStamps, stampCardRoutes } from "../../stamps/index.ts";
import { consoleStaff, mayManage, placesOf, staffAtStore } from "../../stores/index.ts";
import { type Stamper, stampByHand } from "./by-hand.ts";
import { handOver, stampsOfScan } from "./rewards.ts";

/** `/api/till/*` about stamps: by hand, brought over from another card, and rewards handed over. */
export const stampsTillRoutes = new Hono<Env>()
  .get("/scans/:scanId/stamps", withSession("till"), async (c) =>
    c.json(await stampsOfScan(c.get("deps"), c.get("session"), c.req.param("scanId"))),
  )
  .post("/scans/:scanId/stamps", withSession("till"), async (c) => {
    const [deps, session] = [c.get("deps"), c.get("session")];
    const { scanId } = c.req.param();
    const key = idempotencyKey(c);
    const asked = await jsonBody(c, handStamps);
    const write = writeOf("till", key, ["stamps", scanId, asked.cardId, asked.stamps, asked.reason]);
    return c.json(
      await stampByHand(deps, "give", () => stamperAtTill(deps, session, scanId), asked, write),
      201,
    );
  })
  .post("/members-stamps/import", withSession("till"), async (c) => {
    const [deps, session] = [c.get("deps"), c.get("session")];
    const key = idempotencyKey(c);
    const { scanId, ...asked } = await jsonBody(c, importedStamps);
    const write = writeOf("till", key, ["stamps.import", scanId, asked.cardId, asked.stamps]);
    const stamper = () => stamperAtTill(deps, session, scanId);
    return c.json(await stampByHand(deps, "import", stamper, { ...asked, reason: null }, write), 201);
  })
  .post("/scans/:scanId/rewards/:rewardId/hand-over", withSession("till"), async (c) =>
    c.json(await handOver(c.get("deps"), c.get("session"), c.req.param(), false, idempotencyKey(c))),
  )
  .post("/scans/:scanId/rewards/:rewardId/undo", withSession("till"), async (c) =>
    c.json(await handOver(c.get("deps"), c.get("session"), c.req.param(), true, idempotencyKey(c))),
  );

/** `/api/console/stamp-cards`; a card can give coupons that are issued and made to be given. */
export const stampCardsConsoleRoutes = stampCardRoutes(async (deps, couponId) => {
  const found = await kindBy(deps, couponId);
  return found?.kind.status === "issued" && found.coupon.issue.to === "given";
});

/** `/api/console/members/{memberId}/stamps`: what a member has, and corrections of it. */
export const stampsMemberRoutes = new Hono<Env>()
  .get("/members/:memberId/stamps", withSession("console"), async (c) => {
    const deps = c.get("deps");
    await consoleStaff(deps, c.get("session"), "read");
    return c.json(await memberStamps(deps, await memberIdOf(deps, c.req.param("memberId"))));
  })
  .post("/members/:memberId/stamps/corrections", withSession("console"), async (c) => {
    const deps = c.get("deps");
    const { actor } = await consoleStaff(deps, c.get("session"), "adjust");
    const key = idempotencyKey(c);
    const asked = await jsonBody(c, correctedStamps);
    const publicId = c.req.param("memberId");
    const write = writeOf("console", key, ["stamps", publicId, asked.cardId, asked.stamps, asked.reason]);
    const stamperOf = async () => {
      const memberId = await memberIdOf(deps, publicId);
      return { actor, memberId, storeNode: null, places: null, manages: true };
    };
    return c.json(await stampByHand(deps, "correct", stamperOf, asked, write), 201);
  });

async function stamperAtTill(
  deps: Deps,
  session: Session,
  scanId: string,
): Promise<Stamper & { readonly memberId: number }> {
  const [staff, scan] = await Promise.all([
    staffAtStore(deps, session),
    usableScan(deps, scanId, session.sessionId),
  ]);
  if (scan.storeId !== staff.store.nodeId) throw new Refusal("scan.not_found");
  return {
    actor: staff.actor,
    storeNode: staff.store,
    places: await placesOf(deps, staff.store),
    manages: mayManage(staff.role),
    memberId: scan.member.memberId,
  };
}

async function memberIdOf(deps: Deps, publicId: string): Promise<number> {
  const member = await memberByPublicId(deps, publicId);
  if (member === null) throw new Refusal("member.not_found");
  return member.memberId;
}
