import type { Rank } from "../../../shared/ranks/schema.ts";

/** A rank's colour beside its name; not the only thing that tells it. */
export function Swatch({ rank }: { readonly rank: Pick<Rank, "colour"> }) {
  return (
    <svg width="14" height="14" aria-hidden="true" style={{ flex: "none" }}>
      <circle cx="7" cy="7" r="6" fill={rank.colour} stroke="#0003" />
    </svg>
  );
}
