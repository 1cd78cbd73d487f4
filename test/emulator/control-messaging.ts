import type { Hono } from "hono";
import * as z from "zod";
import type { firstSwitches } from "./messaging/switches.ts";
import { type MessagingControls, messagingControls } from "./messaging-controls.ts";
import { phoneState } from "./phone-state.ts";
import type { Platform } from "./platform.ts";

/*
 * The doors of the Messaging API's half. Those of `/_/phone/{userId}` answer with the new PhoneState unless
 * they say otherwise.
 *
 *   POST   /_/phone/{userId}/open            opens the chat: impressions of its messages and of the menu
 *   POST   /_/phone/{userId}/click           { messageId, url }
 *   POST   /_/phone/{userId}/play            { messageId, percent }: at 100 a video says that it was watched
 *   POST   /_/phone/{userId}/media           SentMedia → { id }: a picture, video, sound or file
 *   GET    /_/phone/{userId}/menu            → SeenMenu: which rich menu this person sees
 *   POST   /_/phone/{userId}/menu/tap        { area } from 0
 *   POST   /_/phone/{userId}/menu/switch     { richMenuAliasId, data }: an area that switches was tapped
 *   PUT    /_/phone/{userId}/demographics    Demographics
 *   POST   /_/phone/{userId}/coupons/{id}/acquire   { deliveryTag? } → CouponTicket, or 409 { refused }
 *   POST   /_/phone/{userId}/coupons/{id}/use       → CouponTicket, or 409 { refused }
 *   GET    /_/coupons/{id}/tickets           → CouponTicket[]
 *   POST   /_/account-links                  AccountLink → { outcome }
 *   GET    /_/read                           → { [userId]: messageId }: up to where the account has read
 *   GET    /_/warnings                       → string[]: what callers do that LINE advises against
 *   GET    /_/switches, PATCH /_/switches    Partial<MessagingSwitches> → MessagingSwitches
 */

const base64 = z.base64();
const count = z.number().min(0);

const shapes = {
  click: z.strictObject({ messageId: z.string(), url: z.string() }),
  play: z.strictObject({ messageId: z.string(), percent: z.number().min(0).max(100) }),
  media: z.strictObject({
    ...{ type: z.enum(["image", "video", "audio", "file"]), contentType: z.string(), base64 },
    ...{ duration: z.int().min(0).exactOptional(), fileName: z.string().exactOptional() },
  }),
  tap: z.strictObject({ area: z.int().min(0) }),
  switchMenu: z.strictObject({ richMenuAliasId: z.string(), data: z.string() }),
  demographics: z.strictObject({
    ...{ gender: z.enum(["male", "female"]).exactOptional(), age: z.int().min(0).exactOptional() },
    ...{ area: z.string().exactOptional(), appType: z.enum(["ios", "android"]).exactOptional() },
  }),
  acquire: z.strictObject({ deliveryTag: z.string().exactOptional() }),
  link: z.strictObject({ linkToken: z.string(), nonce: z.string(), userId: z.string().exactOptional() }),
  switches: z.strictObject({
    multicastUnknownUser: z.enum(["skip", "refuse"]),
    multicastRepeatedUser: z.enum(["once", "each"]),
    quotaCounts: z.enum(["reached", "named"]),
    acceptanceMs: count,
    sameKeyAtOnce: z.enum(["wait", "conflict"]),
    retryKeyLookup: z.enum(["after_body", "before_body"]),
    unknownFields: z.enum(["refuse", "ignore"]),
    flexKilobyte: z.union([z.literal(1024), z.literal(1000)]),
    closedCouponMessage: z.enum(["refuse", "deliver"]),
    couponRules: z.enum(["reference", "openapi"]),
    audienceDescription: z.enum(["required", "optional"]),
    deletedAudienceStatus: z.union([z.literal(202), z.literal(200)]),
    sentMessageIds: z.enum(["text", "number"]),
    statelessExpiresIn: z.union([z.literal(900), z.literal(899)]),
    tokenRate: z.enum(["short_lived", "stateless"]),
    membershipUsersRate: z.enum(["section", "table"]),
    smallDeliveryCounts: z.enum(["shown", "private"]),
    rateBurst: z.number().positive(),
    pushesToOnePerMinute: z.int().positive().nullable(),
    consumptionLagMs: count,
    broadcastDelayMs: count,
    narrowcastPhaseMs: count,
    narrowcastBreaks: z.boolean(),
    audiencePhaseMs: count.nullable(),
    menuDelayMs: count,
    menuBulkMisses: z.number().min(0).max(1),
    contentDelayMs: count,
  } satisfies Record<keyof typeof firstSwitches, z.ZodType>),
};

export function messagingRoutes(app: Hono, platform: Platform): void {
  const controls = messagingControls(platform);
  chatRoutes(app, platform, controls);
  couponRoutes(app, controls);
  app.post("/_/account-links", async (c) => {
    return c.json({ outcome: controls.completeAccountLink(shapes.link.parse(await c.req.json())) });
  });
  app.get("/_/read", (c) => c.json(Object.fromEntries(platform.state.readUpTo)));
  app.get("/_/warnings", (c) => c.json(controls.warnings()));
  app.get("/_/switches", (c) => c.json(platform.live.switches));
  app.patch("/_/switches", async (c) => {
    const changes = shapes.switches.partial().parse(await c.req.json());
    return c.json(controls.changeSwitches(changes));
  });
}

function chatRoutes(app: Hono, platform: Platform, controls: MessagingControls): void {
  app.post("/_/phone/:userId/open", (c) => {
    const userId = c.req.param("userId");
    controls.openChat(userId);
    return c.json(phoneState(platform, userId));
  });
  app.post("/_/phone/:userId/click", async (c) => {
    const userId = c.req.param("userId");
    const { messageId, url } = shapes.click.parse(await c.req.json());
    const found = controls.click(userId, messageId, url);
    return found ? c.json(phoneState(platform, userId)) : c.json({ message: "No such message" }, 404);
  });
  app.post("/_/phone/:userId/play", async (c) => {
    const userId = c.req.param("userId");
    const { messageId, percent } = shapes.play.parse(await c.req.json());
    const found = controls.play(userId, messageId, percent);
    return found ? c.json(phoneState(platform, userId)) : c.json({ message: "No such message" }, 404);
  });
  app.post("/_/phone/:userId/media", async (c) => {
    const media = shapes.media.parse(await c.req.json());
    return c.json({ id: controls.sendMedia(c.req.param("userId"), media) });
  });
  app.get("/_/phone/:userId/menu", (c) => c.json(controls.menuOf(c.req.param("userId"))));
  app.post("/_/phone/:userId/menu/tap", async (c) => {
    const userId = c.req.param("userId");
    const { area } = shapes.tap.parse(await c.req.json());
    const found = controls.tapMenu(userId, area);
    return found ? c.json(phoneState(platform, userId)) : c.json({ message: "No such area" }, 404);
  });
  app.post("/_/phone/:userId/menu/switch", async (c) => {
    const userId = c.req.param("userId");
    const { richMenuAliasId, data } = shapes.switchMenu.parse(await c.req.json());
    controls.switchMenu(userId, richMenuAliasId, data);
    return c.json(phoneState(platform, userId));
  });
  app.put("/_/phone/:userId/demographics", async (c) => {
    const userId = c.req.param("userId");
    controls.setDemographics(userId, shapes.demographics.parse(await c.req.json()));
    return c.json(phoneState(platform, userId));
  });
}

function couponRoutes(app: Hono, controls: MessagingControls): void {
  app.post("/_/phone/:userId/coupons/:id/acquire", async (c) => {
    const { deliveryTag } = shapes.acquire.parse(await c.req.json());
    const { userId, id } = c.req.param();
    const ticket = controls.acquireCoupon(userId, id, deliveryTag);
    return typeof ticket === "string" ? c.json({ refused: ticket }, 409) : c.json(ticket);
  });
  app.post("/_/phone/:userId/coupons/:id/use", (c) => {
    const { userId, id } = c.req.param();
    const ticket = controls.useCoupon(userId, id);
    return typeof ticket === "string" ? c.json({ refused: ticket }, 409) : c.json(ticket);
  });
  app.get("/_/coupons/:id/tickets", (c) => c.json(controls.couponTickets(c.req.param("id"))));
}
