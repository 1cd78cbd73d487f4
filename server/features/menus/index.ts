export { applyMenus, atLine } from "./apply.ts";
export { compare, defaultState, superseded } from "./compare.core.ts";
export { menusConsoleRoutes } from "./routes.ts";
export { type MenuDeps, wantedMenus } from "./wanted.ts";
export { workMenus } from "./work.ts";
