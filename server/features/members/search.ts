import type { Deps } from "../../deps.ts";
import { type Member, memberOf } from "./members.ts";
import * as store from "./store.ts";

const pageSize = 20;

/**
 * Members by the beginning of their number, as it is printed or typed, or by a part of their name; the newest where
 * nothing is asked. A name is looked for as a report, because it may read every member.
 */
export async function searchMembers(deps: Deps, text: string): Promise<readonly Member[]> {
  const asked = text.normalize("NFKC").trim();
  if (asked === "") {
    return (await deps.database.all(store.newestMembers, { limit: pageSize })).map(memberOf);
  }
  const number = memberNumberOf(asked);
  const byNumber =
    number === null
      ? []
      : await deps.database.all(store.membersFrom, { from: number, to: `${number}{`, limit: pageSize });
  const byName = await store.membersNamed(deps.database.report, asked, pageSize);
  const known = new Set(byNumber.map((row) => row.public_id));
  return [...byNumber, ...byName.filter((row) => !known.has(row.public_id))].slice(0, pageSize).map(memberOf);
}

/** `0A1B 2C3D …` as the card shows it, and as it is kept; null for what can be no member number. */
export function memberNumberOf(text: string): string | null {
  const number = text.normalize("NFKC").replace(/[\s-]/g, "").toLowerCase();
  return /^[0-9a-z]{1,20}$/.test(number) ? number : null;
}
