import { Refusal } from "../../../shared/errors.ts";
import type { PlaceAsked, PlaceList, PlaceRow } from "../../../shared/stores/admin.ts";
import type { Deps } from "../../deps.ts";
import { Conflict } from "../../platform/database/failures.ts";
import { audited } from "../../platform/database/plan.ts";
import type { Bound } from "../../platform/database/prepared.ts";
import type { ConsoleStaff } from "./console.ts";
import { type PlaceNode, placeOf } from "./nodes.ts";
import { mayClose, placed } from "./places.core.ts";
import * as store from "./store-places.ts";

export async function everyPlace(deps: Deps): Promise<readonly PlaceNode[]> {
  return (await deps.database.all(store.everyPlace, {})).map(placeOf);
}

export async function placeList(deps: Deps): Promise<PlaceList> {
  const all = await everyPlace(deps);
  return { places: all.flatMap((node) => viewOf(node, all)), shopTimeZone: deps.settings.timeZone };
}

function viewOf(node: PlaceNode, all: readonly PlaceNode[]): PlaceRow[] {
  const { kind, name, code, publicId, amountYenMax, timeZone, closed } = node;
  if (kind === "head_office") return [];
  const area = all.find(
    (other) => other.kind === "area" && other !== node && node.path.startsWith(other.path),
  );
  const areaId = area?.publicId ?? null;
  return [{ kind, name, code, publicId, amountYenMax, timeZone, closed, areaId }];
}

/** @throws Refusal request.invalid naming the field; its problems are `PlaceProblem`. */
export function makePlace(deps: Deps, by: ConsoleStaff, asked: PlaceAsked): Promise<PlaceRow> {
  const publicId = deps.ids.publicId();
  return write(deps, by, { publicId, action: "stores.make", asked, self: () => null });
}

/** @throws Refusal store.not_found, or request.invalid naming the field. */
export function changePlace(
  deps: Deps,
  by: ConsoleStaff,
  publicId: string,
  asked: PlaceAsked,
): Promise<PlaceRow> {
  const self = (all: readonly PlaceNode[]): PlaceNode => existing(all, publicId, asked.kind);
  return write(deps, by, { publicId, action: "stores.change", asked, self });
}

interface Writing {
  readonly publicId: string;
  readonly action: "stores.make" | "stores.change";
  readonly asked: PlaceAsked;
  readonly self: (all: readonly PlaceNode[]) => PlaceNode | null;
}

async function write(
  deps: Deps,
  by: ConsoleStaff,
  { publicId, action, asked, self }: Writing,
): Promise<PlaceRow> {
  const all = await everyPlace(deps);
  const node = self(all);
  const at = placed(asked, node, all);
  if ("field" in at) throw new Refusal("request.invalid", { fields: [at] });
  const { name, code, amountYenMax, timeZone } = asked;
  const values = { parentId: at.parent.nodeId, name, code, path: at.path, amountYenMax, timeZone };
  const statement =
    node === null
      ? store.insertPlace.with({ ...values, publicId, kind: asked.kind })
      : store.changePlace.with({ ...values, nodeId: node.nodeId });
  try {
    await commit(deps, by, action, { publicId, nodeId: node?.nodeId ?? null, name }, statement);
  } catch (failure) {
    // Somebody else took the code in the same moment.
    if (!(failure instanceof Conflict)) throw failure;
    throw new Refusal("request.invalid", { fields: [{ field: "code", problem: "code_taken" }] });
  }
  return { ...asked, publicId, closed: node?.closed ?? false };
}

/** Closes or reopens. Tills that stand there are asked to choose another store; what was sold stays. */
export async function closePlace(
  deps: Deps,
  by: ConsoleStaff,
  publicId: string,
  closed: boolean,
): Promise<void> {
  const all = await everyPlace(deps);
  const node = existing(all, publicId, null);
  if (closed && !mayClose(node, all)) throw new Refusal("store.area_in_use");
  const statement = store.closePlace.with({
    nodeId: node.nodeId,
    closedAtMs: closed ? deps.clock.nowMs() : null,
  });
  await commit(deps, by, closed ? "stores.close" : "stores.reopen", node, statement);
}

function existing(all: readonly PlaceNode[], publicId: string, kind: PlaceAsked["kind"] | null): PlaceNode {
  const node = all.find((one) => one.publicId === publicId && one.kind !== "head_office");
  if (node === undefined || (kind !== null && node.kind !== kind)) throw new Refusal("store.not_found");
  return node;
}

function commit(
  deps: Deps,
  by: ConsoleStaff,
  action: string,
  on: { readonly publicId: string; readonly nodeId: number | null; readonly name: string },
  statement: Bound,
): Promise<void> {
  const row = {
    auditId: deps.ids.ulid(),
    atMs: deps.clock.nowMs(),
    actor: by.actor,
    action,
    subject: `store:${on.publicId}`,
    nodeId: on.nodeId,
    details: { name: on.name },
  };
  return deps.database.commit(audited(row, [statement]));
}
