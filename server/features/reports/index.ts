export { dashboard } from "./dashboard.ts";
export { liability } from "./liability.ts";
export { entriesBehind, salesBehind } from "./lists.ts";
export { monthly } from "./monthly.ts";
export { decileReport, retention } from "./people.ts";
export { rfmReport } from "./rfm.ts";
export { forgetReports, verifyReports } from "./rollup/verify.ts";
export { countReports } from "./rollup/work.ts";
export { reportRoutes } from "./routes.ts";
