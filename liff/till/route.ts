import { signal } from "@preact/signals";

/** The till's pages; every one of them is served with the same document. */
export type Route = "desk" | "sales" | "staff";

const PATHS: Readonly<Record<Route, string>> = {
  desk: "/till/",
  sales: "/till/sales",
  staff: "/till/staff",
};

export const route = signal<Route>(routeOf(location.pathname));

addEventListener("popstate", () => {
  route.value = routeOf(location.pathname);
});

export function pathOf(target: Route): string {
  return PATHS[target];
}

export function go(target: Route): void {
  if (route.value === target) return;
  history.pushState(null, "", PATHS[target]);
  route.value = target;
  scrollTo(0, 0);
}

function routeOf(pathname: string): Route {
  const path = pathname.replace(/\/$/, "");
  if (path === PATHS.sales) return "sales";
  return path === PATHS.staff ? "staff" : "desk";
}
