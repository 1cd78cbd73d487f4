export { cardGoRoutes } from "./card-routes.ts";
export { campaignsConsoleRoutes } from "./routes.ts";
export { workCampaigns } from "./work.ts";
