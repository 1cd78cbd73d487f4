export { inboxConsoleRoutes } from "./console-routes.ts";
export { purgeEvents } from "./purge.ts";
export { webhookRoutes } from "./routes.ts";
export { workInbox } from "./work.ts";
