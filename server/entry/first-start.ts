import { defaultProgramme } from "../../shared/points/programme/defaults.ts";
import type { Deps } from "../deps.ts";
import { mainProgramme, planProgramme } from "../features/points/index.ts";
import { type NewStore, planSetUpLink, planTree, rootNodeId } from "../features/stores/index.ts";
import { audited } from "../platform/database/plan.ts";

/**
 * Makes an empty database a shop: its stores, its point programme, and a one-time link for the owner, which is the
 * answer. Null where the shop was set up before.
 */
export async function setUpShop(deps: Deps, stores: readonly NewStore[]): Promise<string | null> {
  if ((await rootNodeId(deps)) !== null) return null;
  const { shopName } = deps.settings;
  const nowMs = deps.clock.nowMs();
  const row = {
    auditId: deps.ids.ulid(),
    atMs: nowMs,
    actor: { kind: "system" as const, id: "set-up" },
    action: "stores.set_up",
    subject: "shop",
    nodeId: null,
  };
  const { url, statements } = planSetUpLink(deps);
  const plan = audited(row, [
    ...planTree(deps, shopName, stores),
    ...planProgramme(mainProgramme, shopName, defaultProgramme, nowMs),
    ...statements,
  ]);
  try {
    await deps.database.commit(plan);
  } catch (failure) {
    // Of several processes that start at once on one database, one sets the shop up and prints the link.
    if ((await rootNodeId(deps)) === null) throw failure;
    return null;
  }
  return url;
}

/** A new link that makes whoever opens it first an owner; for `npm start -- --owner-link` when the first was lost. */
export async function setUpLink(
  deps: Pick<Deps, "database" | "clock" | "ids" | "settings">,
): Promise<string> {
  const root = await rootNodeId(deps);
  if (root === null) throw new Error("the shop is not set up yet");
  const { url, statements } = planSetUpLink(deps);
  const row = {
    auditId: deps.ids.ulid(),
    atMs: deps.clock.nowMs(),
    actor: { kind: "system" as const, id: "set-up" },
    action: "stores.owner_link",
    subject: "role:owner",
    nodeId: root,
  };
  await deps.database.commit(audited(row, statements));
  return url;
}

/**
 * `本店:S1,駅前店:S2`; codes may be left out.
 * @throws Error for a code that is no short name, or that two stores share: it is their place in the tree of rights.
 */
export function parseStores(text: string | undefined): readonly NewStore[] {
  const stores = (text ?? "")
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .map((part, index) => {
      const [name = "", code = `S${index + 1}`] = part.split(":");
      return { name: name.trim(), code: code.trim() };
    });
  const codes = stores.map(({ code }) => code);
  const bad = codes.find(
    (code, index) => !/^[A-Za-z0-9_-]{1,20}$/.test(code) || codes.indexOf(code) !== index,
  );
  if (bad !== undefined) {
    throw new Error(
      `STORES: "${bad}" is not a code of its own (letters, digits, - and _, each store another)`,
    );
  }
  return stores.length === 0 ? [{ name: "本店", code: "S1" }] : stores;
}
