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
