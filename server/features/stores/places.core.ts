import type { PlaceAsked, PlaceProblem } from "../../../shared/stores/admin.ts";
import type { PlaceNode } from "./nodes.ts";

/** Where a place that is made or changed comes to stand, or what is wrong with it, by field. */
export function placed(
  asked: PlaceAsked,
  self: PlaceNode | null,
  all: readonly PlaceNode[],
):
  | { readonly parent: PlaceNode; readonly path: string }
  | { readonly field: string; readonly problem: PlaceProblem } {
  const root = all.find(({ kind }) => kind === "head_office");
  const area = all.find(
    ({ kind, publicId, closed }) => kind === "area" && !closed && publicId === asked.areaId,
  );
  const parent = asked.areaId === null ? root : area;
  if (parent === undefined || (asked.kind === "area" && asked.areaId !== null)) {
    return { field: "areaId", problem: "unknown_area" };
  }
  const sameCode = (node: PlaceNode): boolean => node.code.toLowerCase() === asked.code.toLowerCase();
  if (all.some((node) => node.publicId !== self?.publicId && sameCode(node))) {
    return { field: "code", problem: "code_taken" };
  }
  // What stands below an area is found by the area's code, and rights with it.
  if (self !== null && self.kind === "area" && self.code !== asked.code)
    return { field: "code", problem: "area_keeps" };
  if (asked.timeZone !== null && !isZone(asked.timeZone))
    return { field: "timeZone", problem: "unknown_zone" };
  return { parent, path: `${parent.path}${asked.code}/` };
}

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** Whether a place may close: an area only after the stores in it. */
export function mayClose(node: PlaceNode, all: readonly PlaceNode[]): boolean {
  return (
    !all.some(
      (other) =>
        other.kind === "store" &&
        !other.closed &&
        other.path !== node.path &&
        other.path.startsWith(node.path),
    ) || node.kind === "store"
  );
}
