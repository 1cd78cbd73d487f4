import type { ResultsView } from "../../../shared/results/console.ts";
import type { Deps } from "../../deps.ts";
import { everyPlace } from "../stores/index.ts";
import type { KeptFigures } from "./figures.core.ts";

/** The stores to which people came, with their names, the most visited first. */
export async function storeParts(deps: Deps, { stores }: KeptFigures): Promise<ResultsView["stores"]> {
  const places = await everyPlace(deps);
  const ids = [...new Set(stores.map(({ storeId }) => storeId))];
  const parts = ids.map((storeId) => {
    const place = places.find(({ nodeId }) => nodeId === storeId);
    const of = (arm: "sent" | "held_out") => stores.find((row) => row.storeId === storeId && row.arm === arm);
    return {
      ...{ storeId: place?.publicId ?? "", name: place?.name ?? "" },
      ...{ visitors: of("sent")?.visitors ?? 0, visits: of("sent")?.visits ?? 0 },
      heldOutVisitors: of("held_out")?.visitors ?? 0,
    };
  });
  return parts.sort((a, b) => b.visitors - a.visitors);
}
