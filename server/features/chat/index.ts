export { type ChatEvent, planAnswers } from "./answers.ts";
export { chatConsoleRoutes } from "./console-routes.ts";
export { wordsInForce } from "./words.ts";
