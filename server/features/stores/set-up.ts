import type { Deps } from "../../deps.ts";
import type { Bound } from "../../platform/database/prepared.ts";
import { insertRootNode, insertStoreNode, rootNode } from "./store.ts";

export interface NewStore {
  readonly name: string;
  /** Short and unique, e.g. `S1`; part of the path of its node. */
  readonly code: string;
}

const amountYenMax = 1_000_000;

/** Head office, and below it the stores: what a new shop starts with. */
export function planTree(deps: Deps, shopName: string, stores: readonly NewStore[]): Bound[] {
  return [
    insertRootNode.with({ publicId: deps.ids.publicId(), name: shopName, amountYenMax }),
    ...stores.map(({ name, code }) =>
      insertStoreNode.with({ publicId: deps.ids.publicId(), name, code, path: `/${code}/`, amountYenMax }),
    ),
  ];
}

/** Head office's node; null in a database that was never set up. */
export async function rootNodeId(deps: Pick<Deps, "database">): Promise<number | null> {
  return (await deps.database.first(rootNode, {}))?.node_id ?? null;
}
