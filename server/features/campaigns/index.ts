export { cardGoRoutes } from "./card-routes.ts";
export { campaignsConsoleRoutes } from "./routes.ts";
export { runsOfMember } from "./store-member.ts";
export { statesOfRun } from "./store-reading.ts";
export { workCampaigns } from "./work.ts";
