import { dateAt } from "../../../shared/dates.ts";
import { Refusal } from "../../../shared/errors.ts";
import type { ConsoleRights, ConsoleRole, ConsoleState } from "../../../shared/stores/console.ts";
import type { Deps } from "../../deps.ts";
import type { Actor } from "../../platform/auth/actor.ts";
import { newSession, type Session } from "../../platform/auth/sessions.ts";
import { housekeeping } from "../../platform/database/plan.ts";
import type { LineIdentity } from "../../platform/line/login.ts";
import { consoleRights, consoleRole } from "./staff.core.ts";
import { type Staff, staffOf } from "./staff.ts";
import * as store from "./store.ts";
import * as places from "./store-places.ts";

/** A person at the console. */
export interface ConsoleStaff extends Staff {
  readonly role: ConsoleRole;
  readonly rights: ConsoleRights;
  readonly actor: Actor;
}

/**
 * The person behind a console session, with the right that is asked for.
 * @throws Refusal session.forbidden where their roles do not give it, or do not open the console at all.
 */
export async function consoleStaff(
  deps: Deps,
  session: Session,
  right: "read" | keyof ConsoleRights,
): Promise<ConsoleStaff> {
  const staff = await staffOf(deps, session);
  const role = consoleRole(staff.grants);
  if (role === null) throw new Refusal("session.forbidden");
  const rights = consoleRights(staff.grants);
  if (right !== "read" && !rights[right]) throw new Refusal("session.forbidden");
  // Points are moved in the name of the role that allows it, whose limits then hold.
  return { ...staff, role, rights, actor: { kind: "staff", id: staff.publicId, role } };
}

/** Signs a member of staff in at the console. */
export async function signInAtConsole(
  deps: Deps,
  identity: LineIdentity,
): Promise<{ token: string; state: ConsoleState }> {
  const { session, token, statement } = newSession(deps, "console", identity, null);
  const state = await consoleState(deps, session);
  await deps.database.commit(housekeeping("a session; it names nobody but itself", [statement]));
  return { token, state };
}

export async function consoleState(deps: Deps, session: Session): Promise<ConsoleState> {
  const staff = await consoleStaff(deps, session, "read");
  const places = await deps.database.all(store.openPlaces, {});
  const nowMs = deps.clock.nowMs();
  return {
    staff: { publicId: staff.publicId, name: staff.name },
    role: staff.role,
    rights: staff.rights,
    stores: places.flatMap(({ public_id, name, kind }) =>
      kind === "head_office" ? [] : [{ publicId: public_id, name, kind }],
    ),
    timeZone: deps.settings.timeZone,
    businessDate: dateAt(nowMs, deps.settings.timeZone),
    serverTimeMs: nowMs,
  };
}

/** The name behind an actor of the ledger, `staff:publicId`; null for machines and for who has none. */
export async function staffName(deps: Deps, actor: string): Promise<string | null> {
  const [kind, publicId = ""] = actor.split(":");
  if (kind !== "staff") return null;
  return (await deps.database.first(store.staffByPublicId, { publicId }))?.name ?? null;
}

/** Names of everybody who is or was staff, by public id. */
export async function staffNames(deps: Deps): Promise<ReadonlyMap<string, string | null>> {
  const rows = await deps.database.all(places.staffNames, {});
  return new Map(rows.map((row) => [row.public_id, row.name]));
}

/** Everybody who is staff and holds this right, in the order in which they came. */
export async function staffWithRight(
  deps: Deps,
  right: keyof ConsoleRights,
): Promise<readonly { readonly staffId: string; readonly name: string | null }[]> {
  const rows = await deps.database.all(store.allStaff, {});
  return [...Map.groupBy(rows, (row) => row.public_id)].flatMap(([staffId, grants]) =>
    consoleRights(grants)[right] ? [{ staffId, name: grants[0]?.name ?? null }] : [],
  );
}
