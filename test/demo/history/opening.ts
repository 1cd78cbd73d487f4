import type { Deps } from "../../../server/deps.ts";
import { setUpShop } from "../../../server/entry/first-start.ts";
import { chooseStore, signIn } from "../../../server/features/purchases/till.ts";
import { planLadder } from "../../../server/features/ranks/index.ts";
import { choosableStore, staffOf, storesOf } from "../../../server/features/stores/index.ts";
import { invite } from "../../../server/features/stores/invite.ts";
import { newSession, type Session } from "../../../server/platform/auth/sessions.ts";
import { housekeeping } from "../../../server/platform/database/plan.ts";
import { ladder, shop } from "../shop.ts";
import { type Employee, employees, owner } from "../staff.ts";
import { publishOffers } from "./offers.ts";

/** The tills of one store, each with the member of staff who stands at it. */
export type Counter = readonly [Session, ...Session[]];

/** Sets the shop up, hires everybody by invitation and signs them in. Answers each store's counter. */
export async function openShop(deps: Deps): Promise<readonly Counter[]> {
  const ownerLink = await setUpShop(deps, shop.stores);
  if (ownerLink === null) throw new Error("this shop is open already");
  const ranks = planLadder(ladder, deps.clock.nowMs(), "system:demo");
  await deps.database.commit(housekeeping("the demo's ladder, as its owner would publish it", [ranks]));
  await signIn(deps, identityOf(owner), secretIn(ownerLink));
  const office = await tillSession(deps, owner);
  const boss = await staffOf(deps, office);
  await publishOffers(deps, { kind: "staff", id: boss.publicId, role: "owner" });
  const stores = await storesOf(deps, boss);

  const counters = new Map<number, Session[]>();
  for (const employee of employees) {
    if (employee.role === "owner") continue;
    if (employee.store === null) {
      const whole = await invite(deps, boss, { role: employee.role, storeId: null });
      await signIn(deps, identityOf(employee), secretIn(whole.url));
      continue;
    }
    const storeId = stores[employee.store]?.publicId;
    if (storeId === undefined) throw new Error(`${employee.name} works in a store that there is not`);
    const invitation = await invite(deps, boss, { role: employee.role, storeId });
    await signIn(deps, identityOf(employee), secretIn(invitation.url));
    const session = await tillSession(deps, employee, storeId);
    counters.set(employee.store, [...(counters.get(employee.store) ?? []), session]);
  }
  return shop.stores.map((store, index) => {
    const [first, ...others] = counters.get(index) ?? [];
    if (first === undefined) throw new Error(`nobody works in ${store.name}`);
    return [first, ...others];
  });
}

async function tillSession(deps: Deps, employee: Employee, storeId?: string): Promise<Session> {
  const { session, statement } = newSession(deps, "till", identityOf(employee), null);
  await deps.database.commit(housekeeping("a session; it names nobody but itself", [statement]));
  if (storeId === undefined) return session;
  await chooseStore(deps, session, { storeId });
  const { nodeId } = await choosableStore(deps, await staffOf(deps, session), storeId);
  return { ...session, storeId: nodeId };
}

function identityOf({ userId, name }: Employee) {
  return { userId, name, pictureUrl: null };
}

function secretIn(link: string): string {
  return new URL(link).searchParams.get("invitation") ?? "";
}
