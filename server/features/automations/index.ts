export { runAutomations } from "./pass.ts";
export { automationRoutes } from "./routes.ts";
