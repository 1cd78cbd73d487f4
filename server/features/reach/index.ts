export { reachConsoleRoutes } from "./console-routes.ts";
export { funnelOf, isOfAudience, type ReachAudience } from "./funnel.ts";
export { reachMoment } from "./moment.ts";
export { audienceOf, costOfMessages, reachPreview } from "./preview.ts";
export { type ReachMoment, reasonOf, type Sending } from "./reason.core.ts";
export { reasonCase } from "./reason.ts";
export { reachInForce } from "./settings.ts";
export { sendTrial } from "./trial.ts";
