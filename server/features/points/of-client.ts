import type { Deps } from "../../deps.ts";
import * as store from "./store.ts";

/** The rules by which an entry earned, found by the id that its client made; none where there is no such entry. */
export async function rulesOfClient(
  deps: Deps,
  accountId: number,
  clientId: string,
): Promise<readonly string[]> {
  const entry = await deps.database.first(store.entryOfClient, { accountId, clientId });
  const [, ...rules] = (entry?.rule_versions ?? "").split(" ");
  return rules.map((rule) => rule.slice(0, rule.lastIndexOf("/")));
}
