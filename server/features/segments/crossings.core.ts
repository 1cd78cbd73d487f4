/** Who came into a segment and who went out of it, between two times that it was gone through. Pure. */

export interface Stretch {
  /** Up to this member's number it is known who is in it and who was; null: to the last there is. */
  readonly through: number | null;
  readonly entered: readonly number[];
  readonly left: readonly number[];
}

/**
 * Of one stretch of members: `inside` are in the segment now and `kept` were in it, both ascending, each of them no more than
 * `most` and cut off there. What lies beyond the shorter of the two is of the next stretch.
 */
export function crossed(inside: readonly number[], kept: readonly number[], most: number): Stretch {
  const ends = [inside, kept].flatMap((ids) => (ids.length < most ? [] : [ids.at(-1) ?? 0]));
  const through = ends.length === 0 ? null : Math.min(...ends);
  const near = (ids: readonly number[]) => ids.filter((id) => through === null || id <= through);
  const [now, before] = [new Set(near(inside)), new Set(near(kept))];
  return {
    through,
    entered: [...now].filter((id) => !before.has(id)),
    left: [...before].filter((id) => !now.has(id)),
  };
}
