import { Refusal } from "../../../shared/errors.ts";
import type { SegmentUse } from "../../../shared/segments/console.ts";
import type { Deps } from "../../deps.ts";
import * as store from "./store.ts";
import * as uses from "./store-uses.ts";

/** Who names a segment, a list or a tag by its id. Ids are random, so a document that has one in quotes names it. */
export type UsesOf = (id: string) => readonly SegmentUse[];

export async function usesOf(deps: Deps): Promise<UsesOf> {
  const [segments, campaigns, automations] = await Promise.all([
    deps.database.all(store.everySegment, {}),
    deps.database.all(uses.campaignsInForce, {}),
    deps.database.all(uses.automationsInForce, {}),
  ]);
  const naming = [
    ...segments.map(({ segment_id, name, tree }) => ({
      kind: "segment" as const,
      id: segment_id,
      name,
      text: tree,
    })),
    ...campaigns.map(({ id, name, document }) => ({ kind: "campaign" as const, id, name, text: document })),
    ...automations.map(({ id, document }) => ({
      ...{ kind: "automation" as const, id, name: nameIn(document), text: document },
    })),
  ];
  return (wanted) => {
    const quoted = JSON.stringify(wanted);
    return naming
      .filter(({ id, text }) => id !== wanted && text.includes(quoted))
      .map(({ kind, id, name }) => ({ kind, id, name }));
  };
}

/** The name in an automation's document. */
function nameIn(document: string): string {
  return (JSON.parse(document) as { readonly name: string }).name;
}

/** What names something is said with the refusal, as far as a sentence holds it. */
const namesSaid = 5;

/** @throws Refusal segment.in_use, with the names of who uses it. */
export async function mustBeUnused(deps: Deps, id: string): Promise<void> {
  const found = (await usesOf(deps))(id);
  if (found.length === 0) return;
  const by = found.slice(0, namesSaid).map(({ name }) => name);
  throw new Refusal("segment.in_use", { by: by.join("、"), more: found.length - by.length });
}
