export { countOf, idsAfter, matchesAmong, sampleOf } from "./audience.ts";
export { compile, everybody } from "./compile.ts";
export { factsOf } from "./facts.ts";
export { type KeptDeps, type KeptDifference, keptDifferences, rebuildKept } from "./kept.ts";
export { dealt, momentOf, thresholdsOf } from "./moment.ts";
export { computeRfm } from "./rfm.ts";
export { segmentRoutes } from "./routes.ts";
export { hasSegment, segmentOf } from "./saved.ts";
