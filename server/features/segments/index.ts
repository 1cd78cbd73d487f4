export { compile, everybody } from "./compile.ts";
export { factsOf } from "./facts.ts";
export { type KeptDeps, type KeptDifference, keptDifferences, rebuildKept } from "./kept.ts";
export { dealt, momentOf } from "./moment.ts";
