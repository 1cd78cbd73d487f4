import { signal } from "@preact/signals";

export type Route = "card" | "history" | "settings" | "leave";

const BASE = "/card";
const paths: Readonly<Record<Route, string>> = {
  card: `${BASE}/`,
  history: `${BASE}/history`,
  settings: `${BASE}/settings`,
  leave: `${BASE}/settings/leave`,
};

export const route = signal<Route>(routeOf(location.pathname));

/**
 * Goes to a screen. Query and fragment stay as they are: until LINE's SDK has started they carry what it needs, and it
 * cleans them up itself.
 */
export function go(to: Route): void {
  if (route.value === to) return;
  history.pushState({ from: route.value }, "", paths[to] + location.search + location.hash);
  route.value = to;
  window.scrollTo(0, 0);
}

/** One screen back; to the card where there was none before. */
export function goBack(): void {
  const state: unknown = history.state;
  if (typeof state === "object" && state !== null && "from" in state) history.back();
  else go(route.value === "leave" ? "settings" : "card");
}

export function listenToBack(): void {
  addEventListener("popstate", () => {
    route.value = routeOf(location.pathname);
  });
}

function routeOf(pathname: string): Route {
  const path = pathname.replace(/\/+$/, "");
  if (path === paths.history) return "history";
  if (path === paths.settings) return "settings";
  return path === paths.leave ? "leave" : "card";
}
