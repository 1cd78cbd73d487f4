import { Refusal } from "../../../shared/errors.ts";
import type { Deps } from "../../deps.ts";
import type { StoreNode } from "./staff.core.ts";
import * as store from "./store.ts";

/** A place in the tree: head office, an area, or a store. */
export interface PlaceNode extends StoreNode {
  readonly kind: "head_office" | "area" | "store";
  readonly code: string;
  readonly closed: boolean;
}

export async function nodeByPublicId(
  deps: Pick<Deps, "database">,
  publicId: string,
): Promise<PlaceNode | null> {
  const row = await deps.database.first(store.nodeByPublicId, { publicId });
  return row === undefined ? null : placeOf(row);
}

/** @throws Refusal store.not_found for what is no store, or a closed one. */
export async function openStore(deps: Pick<Deps, "database">, publicId: string): Promise<PlaceNode> {
  const node = await nodeByPublicId(deps, publicId);
  if (node === null || node.kind !== "store" || node.closed) throw new Refusal("store.not_found");
  return node;
}

/** Every open store, by code. */
export async function openStores(deps: Pick<Deps, "database">): Promise<readonly PlaceNode[]> {
  return (await deps.database.all(store.openStores, {})).map(placeOf);
}

export function placeOf(row: {
  readonly node_id: number;
  readonly public_id: string;
  readonly kind: PlaceNode["kind"];
  readonly name: string;
  readonly code: string;
  readonly path: string;
  readonly amount_yen_max: number;
  readonly time_zone: string | null;
  readonly closed_at_ms: number | null;
}): PlaceNode {
  return {
    nodeId: row.node_id,
    publicId: row.public_id,
    kind: row.kind,
    name: row.name,
    code: row.code,
    path: row.path,
    amountYenMax: row.amount_yen_max,
    timeZone: row.time_zone,
    closed: row.closed_at_ms !== null,
  };
}
