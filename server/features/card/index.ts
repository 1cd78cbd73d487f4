export { cardConsoleRoutes } from "./console-routes.ts";
export { factsOf } from "./coupons.ts";
export { type DeferredReader, type DeferredScan, readDeferred } from "./deferred.ts";
export { devicesOf, replaceCard } from "./devices.ts";
export { endMembership, planCardMerged } from "./membership.ts";
export { purgeCardTraces } from "./purge.ts";
export { cardRoutes } from "./routes.ts";
export {
  goneRefusal,
  type OpenScan,
  planCloseScan,
  type Reader,
  readCode,
  scanOf,
  usableScan,
} from "./scan.ts";
