export { runNightly } from "./run.ts";
