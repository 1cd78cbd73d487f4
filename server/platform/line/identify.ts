import { Refusal } from "../../../shared/errors.ts";
import type { Deps } from "../../deps.ts";
import type { LineIdentity } from "./login.ts";

/**
 * Who LINE says this is. The ID token decides where it is good; where its hour is over, the access token of the same
 * page may still vouch (LIFF renews neither, and keeps a dead ID token without saying so).
 */
export async function identityOf(
  deps: Pick<Deps, "lineLogin">,
  proof: { readonly idToken?: string | undefined; readonly accessToken?: string | undefined },
): Promise<LineIdentity> {
  const { idToken, accessToken } = proof;
  if (idToken === undefined) return deps.lineLogin.identityOfAccessToken(accessToken ?? "");
  try {
    return await deps.lineLogin.identityOfIdToken(idToken);
  } catch (failure) {
    const expired = failure instanceof Refusal && failure.code === "line.token_expired";
    if (!expired || accessToken === undefined) throw failure;
    return deps.lineLogin.identityOfAccessToken(accessToken);
  }
}
