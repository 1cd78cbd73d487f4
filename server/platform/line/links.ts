import type { Deps } from "../../deps.ts";

/** Where a message's button opens the member's card: a LIFF permanent link, which LINE opens inside itself. */
export function cardUrl(deps: Pick<Deps, "settings">): string {
  return `https://liff.line.me/${deps.settings.line.liffIdCard}`;
}
