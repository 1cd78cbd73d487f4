export { automationResults } from "./automation.ts";
export { campaignResults } from "./campaign.ts";
export { askInsight } from "./insight.ts";
export { resultRoutes } from "./routes.ts";
export { countResults } from "./work.ts";
