export { purgeWindows } from "./caller.ts";
export { docRoutes } from "./docs.ts";
export { type KeyKeeper, listKeys, makeKey, revokeKey, rotateKey } from "./keys.ts";
export { apiRoutes, keyRoutes } from "./routes.ts";
