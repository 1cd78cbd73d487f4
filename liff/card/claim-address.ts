/** The secret of a QR in the shop (`/card/?claim=…`), kept until it was claimed: a guest joins first, and LINE reloads. */

const KEPT = "goen.claim";

/** What the address or this tab's memory asks to claim; null for nothing. */
export function claimAsked(): string | null {
  const inAddress = new URLSearchParams(location.search).get("claim");
  try {
    if (inAddress !== null) sessionStorage.setItem(KEPT, inAddress);
    return sessionStorage.getItem(KEPT);
  } catch {
    return inAddress;
  }
}

/** It was answered: neither a reload nor a link that is passed on asks again. */
export function claimAnswered(): void {
  try {
    sessionStorage.removeItem(KEPT);
  } catch {
    // The address alone kept it.
  }
  const address = new URL(location.href);
  if (!address.searchParams.has("claim")) return;
  address.searchParams.delete("claim");
  history.replaceState(history.state, "", address);
}
