import { Hono } from "hono";
import type { Deps } from "./deps.ts";
import { auditRoutes } from "./features/audit/index.ts";
import { automationRoutes } from "./features/automations/index.ts";
import { campaignsConsoleRoutes, cardGoRoutes } from "./features/campaigns/index.ts";
import { cardConsoleRoutes, cardRoutes, factsOf } from "./features/card/index.ts";
import { chatConsoleRoutes } from "./features/chat/index.ts";
import { couponsConsoleRoutes, pictureRoutes, tillCouponRoutes } from "./features/coupons/index.ts";
import { dossierRoutes, ownDataRoutes } from "./features/dossier/index.ts";
import { inboxConsoleRoutes, webhookRoutes } from "./features/inbox/index.ts";
import { apiRoutes, docRoutes, keyRoutes } from "./features/integrations/index.ts";
import { menusConsoleRoutes } from "./features/menus/index.ts";
import { messagesConsoleRoutes } from "./features/messages/index.ts";
import { memberListRoutes, pointsConsoleRoutes } from "./features/points/index.ts";
import {
  simulationRoutes,
  stampCardsConsoleRoutes,
  stampsMemberRoutes,
  stampsTillRoutes,
  tillRoutes,
} from "./features/purchases/index.ts";
import { ranksConsoleRoutes } from "./features/ranks/index.ts";
import { reachConsoleRoutes } from "./features/reach/index.ts";
import { reportRoutes } from "./features/reports/index.ts";
import { resultRoutes } from "./features/results/index.ts";
import { segmentRoutes } from "./features/segments/index.ts";
import { cardStampRoutes } from "./features/stamps/index.ts";
import { adminRoutes, consoleRoutes, staffRoutes } from "./features/stores/index.ts";
import { cardTopicRoutes, memberTopicRoutes } from "./features/topics/index.ts";
import { answerFailure } from "./platform/http/errors.ts";
import { guard } from "./platform/http/guard.ts";
import { answerNothing } from "./platform/http/methods.ts";
import { pageRoutes } from "./platform/http/pages.ts";
import type { Env } from "./platform/http/web.ts";

/** The whole server as one Hono app: the same on Node and on Workers, given what differs. */
export function buildApp(deps: Deps) {
  const app = new Hono<Env>();
  app.use(guard(deps));
  app.onError((failure, c) => answerFailure(failure, c));
  app.notFound((c) => answerNothing(app, c));

  return app
    .get("/healthz", (c) => c.json({ ok: true }))
    .get("/readyz", async (c) => {
      await deps.database.ping();
      return c.json({ ok: true });
    })
    .route("/line", webhookRoutes)
    .route("/api/card", cardRoutes)
    .route("/api/card", cardStampRoutes)
    .route("/api/card", cardTopicRoutes)
    .route("/api/card", cardGoRoutes)
    .route("/api/card", ownDataRoutes)
    .route("/api/till", tillRoutes)
    .route("/api/till", stampsTillRoutes)
    .route("/api/till", staffRoutes)
    .route("/api/till", tillCouponRoutes)
    .route("/api/console", consoleRoutes)
    .route("/api/console", adminRoutes)
    .route("/api/console", auditRoutes)
    .route("/api/console", reportRoutes)
    .route("/api/console", resultRoutes)
    .route("/api/console", memberListRoutes)
    .route("/api/console", pointsConsoleRoutes)
    .route("/api/console", cardConsoleRoutes)
    .route("/api/console", dossierRoutes)
    .route("/api/console", simulationRoutes)
    .route("/api/console", ranksConsoleRoutes)
    .route("/api/console", stampsMemberRoutes)
    .route("/api/console", stampCardsConsoleRoutes)
    .route("/api/console", couponsConsoleRoutes(factsOf))
    .route("/api/console", keyRoutes)
    .route("/api/console", messagesConsoleRoutes)
    .route("/api/console", menusConsoleRoutes)
    .route("/api/console", inboxConsoleRoutes)
    .route("/api/console", automationRoutes)
    .route("/api/console", chatConsoleRoutes)
    .route("/api/console", reachConsoleRoutes)
    .route("/api/console", campaignsConsoleRoutes)
    .route("/api/console", segmentRoutes)
    .route("/api/console", memberTopicRoutes)
    .route("/api/v1", apiRoutes)
    .route("/pictures", pictureRoutes)
    .route("/", docRoutes)
    .route("/", pageRoutes);
}

export type App = ReturnType<typeof buildApp>;
