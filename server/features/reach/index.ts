export { reachConsoleRoutes } from "./console-routes.ts";
export { reachInForce } from "./settings.ts";
