export { type KeptDeps, type KeptDifference, keptDifferences, rebuildKept } from "./kept.ts";
