import { signal } from "@preact/signals";

export type Route = "card" | "coupons" | "coupon" | "stamps" | "history" | "settings" | "leave";

const BASE = "/card";
const paths: Readonly<Record<Exclude<Route, "coupon">, string>> = {
  card: `${BASE}/`,
  coupons: `${BASE}/coupons`,
  stamps: `${BASE}/stamps`,
  history: `${BASE}/history`,
  settings: `${BASE}/settings`,
  leave: `${BASE}/settings/leave`,
};

export const route = signal<Route>(routeOf(location.pathname));

/** Which coupon the screen `coupon` shows, by its walletId; empty on every other screen. */
export const couponId = signal(couponIdOf(location.pathname));

/**
 * Goes to a screen. Query and fragment stay as they are: until LINE's SDK has started they carry what it needs, and it
 * cleans them up itself.
 */
export function go(to: Exclude<Route, "coupon">): void {
  if (route.value !== to) enter(to, "", paths[to]);
}

export function goToCoupon(walletId: string): void {
  if (couponId.value !== walletId) {
    enter("coupon", walletId, `${paths.coupons}/${encodeURIComponent(walletId)}`);
  }
}

/** One screen back; to the one it hangs from where there was none before. */
export function goBack(): void {
  const state: unknown = history.state;
  if (typeof state === "object" && state !== null && "from" in state) history.back();
  else if (route.value === "leave") go("settings");
  else go(route.value === "coupon" ? "coupons" : "card");
}

export function listenToBack(): void {
  addEventListener("popstate", () => {
    route.value = routeOf(location.pathname);
    couponId.value = couponIdOf(location.pathname);
  });
}

/** The coupon on the screen has another name now: the first use of one that everyone has made a row of the member's own. */
export function renameCoupon(walletId: string): void {
  if (route.value !== "coupon" || couponId.value === walletId) return;
  const path = `${paths.coupons}/${encodeURIComponent(walletId)}`;
  history.replaceState(history.state, "", path + location.search + location.hash);
  couponId.value = walletId;
}

function enter(to: Route, id: string, path: string): void {
  history.pushState({ from: route.value }, "", path + location.search + location.hash);
  couponId.value = id;
  route.value = to;
  window.scrollTo(0, 0);
}

function routeOf(pathname: string): Route {
  const path = pathname.replace(/\/+$/, "");
  if (couponIdOf(pathname) !== "") return "coupon";
  if (path === paths.coupons) return "coupons";
  if (path === paths.stamps) return "stamps";
  if (path === paths.history) return "history";
  if (path === paths.settings) return "settings";
  return path === paths.leave ? "leave" : "card";
}

function couponIdOf(pathname: string): string {
  const [, id = ""] = /^\/card\/coupons\/([^/]+)\/*$/.exec(pathname) ?? [];
  try {
    return decodeURIComponent(id);
  } catch {
    return "";
  }
}
