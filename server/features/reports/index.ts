export { dashboard } from "./dashboard.ts";
export { countReports } from "./rollup/work.ts";
export { reportRoutes } from "./routes.ts";
