import { Hono } from "hono";
import type { PictureMade } from "../../../../shared/coupons/console.ts";
import { pictureSideMax } from "../../../../shared/coupons/limits.ts";
import { Refusal } from "../../../../shared/errors.ts";
import type { Deps } from "../../../deps.ts";
import type { Actor } from "../../../platform/auth/actor.ts";
import { audited } from "../../../platform/database/plan.ts";
import type { Env } from "../../../platform/http/web.ts";
import { pictureIn } from "./picture.core.ts";
import { nameOf } from "./publish.ts";
import * as store from "./store.ts";

/**
 * Keeps a picture under an id that says nothing. It is never changed: another picture is another id.
 * @throws Refusal picture.unreadable for what is no PNG or JPEG by its own bytes, picture.too_large.
 */
export async function keepPicture(deps: Deps, actor: Actor, bytes: Uint8Array): Promise<PictureMade> {
  const found = pictureIn(bytes);
  if (found === null) throw new Refusal("picture.unreadable");
  if (Math.max(found.width, found.height) > pictureSideMax) throw new Refusal("picture.too_large");
  const pictureId = deps.ids.publicId();
  const nowMs = deps.clock.nowMs();
  const row = {
    ...{ auditId: deps.ids.ulid(), atMs: nowMs, actor, action: "pictures.keep", nodeId: null },
    subject: `picture:${pictureId}`,
    details: { bytes: bytes.length, width: found.width, height: found.height },
  };
  const picture = store.insertPicture.with({
    ...{ pictureId, mediaType: found.mediaType, nowMs, madeBy: nameOf(actor) },
    base64: Buffer.from(bytes).toString("base64"),
  });
  await deps.database.commit(audited(row, [picture]));
  return { pictureId };
}

/** `/pictures/{id}`: open to everybody, as LINE's servers and phones ask without a session. */
export const pictureRoutes = new Hono<Env>().get("/:id", async (c) => {
  const row = await c.get("deps").database.first(store.pictureRow, { pictureId: c.req.param("id") });
  if (row === undefined) return c.notFound();
  return c.body(new Uint8Array(Buffer.from(row.base64, "base64")), 200, {
    "content-type": row.media_type,
    "cache-control": "public, max-age=31536000, immutable",
    // Opened by itself it is a picture and nothing else, whatever stands in its bytes.
    "content-security-policy": "default-src 'none'; sandbox",
    "cross-origin-resource-policy": "cross-origin",
  });
});
