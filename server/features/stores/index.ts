export { adminRoutes } from "./admin-routes.ts";
export { type ConsoleStaff, consoleStaff, staffName, staffNames, staffWithRight } from "./console.ts";
export { consoleRoutes } from "./console-routes.ts";
export { planAccept, planSetUpLink } from "./invite.ts";
export { nodeByPublicId, openStore, openStores, type PlaceNode } from "./nodes.ts";
export { everyPlace } from "./places.ts";
export { staffRoutes } from "./routes.ts";
export { type NewStore, planTree, rootNodeId } from "./set-up.ts";
export { mayManage, roleAt, type StoreNode } from "./staff.core.ts";
export {
  choosableStore,
  placesOf,
  type Staff,
  type StaffAtStore,
  staffAtStore,
  staffOf,
  storeNode,
  storesOf,
} from "./staff.ts";
