import { ask } from "../api/client.ts";
import { go } from "./router.ts";

/** A campaign's button (`/card/?go=RUN.LINK`): the tap is told to the server, which alone knows where it leads. */

const KEPT = "goen.go";

/** What the address or this tab's memory asks for, since LINE reloads the page; null for nothing. */
export function goAsked(): string | null {
  const inAddress = new URLSearchParams(location.search).get("go");
  try {
    if (inAddress !== null) sessionStorage.setItem(KEPT, inAddress);
    return sessionStorage.getItem(KEPT);
  } catch {
    return inAddress;
  }
}

function goAnswered(): void {
  try {
    sessionStorage.removeItem(KEPT);
  } catch {
    // The address alone kept it.
  }
  const address = new URL(location.href);
  address.searchParams.delete("go");
  history.replaceState(history.state, "", address);
}

/** Goes on to where the link leads; the card stays where it leads nowhere. Back comes to the card and not here again. */
export async function goOn(asked: string, member: boolean): Promise<void> {
  const [run = "", link = ""] = asked.split(".");
  goAnswered();
  const path = `/api/card/go/${encodeURIComponent(run)}/${encodeURIComponent(link)}`;
  const method = member ? "POST" : "GET";
  const target = await ask<{ url: string; view: "coupons" | null }>(path, { method }).catch(() => null);
  if (target?.view === "coupons") return go("coupons");
  if (target?.url.startsWith("https://")) location.assign(target.url);
}
