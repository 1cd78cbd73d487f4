/** What LINE's login adds to the address and never takes away. */
export const loginLeftovers = [
  "code",
  "state",
  "liffClientId",
  "liffRedirectUri",
  "liffIsEscapedFromApp",
  "error",
  "error_description",
  "liffOAuth2Error",
] as const;

/**
 * Whether the address still carries what LINE put there (a token, the way to a page inside the app, a login's answer).
 * Only starting LINE's SDK cleans that up, so a page that needs LINE for nothing else starts it all the same, later.
 */
export function addressCarriesLine(address: Pick<Location, "hash" | "search">): boolean {
  const query = new URLSearchParams(address.search);
  return (
    address.hash.includes("access_token=") ||
    [...loginLeftovers, "liff.state"].some((name) => query.has(name))
  );
}

const DUE = "goen.line.due";

/**
 * As `addressCarriesLine`, and remembered until `lineWasMet`: a link to a screen inside the app makes the SDK load the
 * page a second time, with an address that shows nothing of it.
 */
export function lineIsDue(address: Pick<Location, "hash" | "search">): boolean {
  try {
    if (addressCarriesLine(address)) sessionStorage.setItem(DUE, "1");
    return sessionStorage.getItem(DUE) !== null;
  } catch {
    return addressCarriesLine(address);
  }
}

/** LINE has started and told who is here. */
export function lineWasMet(): void {
  try {
    sessionStorage.removeItem(DUE);
  } catch {
    // Nothing was kept either.
  }
}

/**
 * LINE's id of the person whom the ID token in the address names, unverified: good enough to hide a card that may be
 * somebody else's, for nothing more. Null where there is no token.
 */
export function lineUserInAddress(address: Pick<Location, "hash">): string | null {
  const token = new URLSearchParams(address.hash.slice(1)).get("id_token");
  const payload = token?.split(".")[1]?.replace(/-/g, "+").replace(/_/g, "/");
  if (payload === undefined) return null;
  try {
    const claims: unknown = JSON.parse(atob(payload));
    const named = typeof claims === "object" && claims !== null && "sub" in claims ? claims.sub : null;
    return typeof named === "string" ? named : null;
  } catch {
    return null;
  }
}
