export { messagesConsoleRoutes } from "./routes.ts";
