import type { Effect, GroupFigures, RankPart, VariantEffect } from "../../../shared/results/console.ts";
import {
  cameVerdict,
  compared,
  type Group,
  sharesVerdict,
  yenVerdict,
} from "../../../shared/results/verdicts.ts";

/** What is kept of a run: the smallest groups, from which every table adds up. JSON has no integers of 20 digits. */
export interface Cell {
  readonly arm: "sent" | "held_out";
  readonly variant: number;
  readonly rank: string | null;
  readonly people: number;
  readonly visitors: number;
  readonly visits: number;
  readonly yen: number;
  readonly squares: string;
}

export interface KeptFigures {
  readonly cells: readonly Cell[];
  readonly stores: readonly {
    readonly storeId: number;
    readonly arm: "sent" | "held_out";
    readonly visitors: number;
    readonly visits: number;
  }[];
}

interface Came extends Omit<Cell, "people" | "squares"> {
  readonly squares: bigint;
}

/** Everybody, with what those of them did who came. */
export function cellsOf(
  people: readonly Pick<Cell, "arm" | "variant" | "rank" | "people">[],
  came: readonly Came[],
): readonly Cell[] {
  return people.map((group) => {
    const did = came.find(
      ({ arm, variant, rank }) => arm === group.arm && variant === group.variant && rank === group.rank,
    );
    const { visitors = 0, visits = 0, yen = 0, squares = 0n } = did ?? {};
    return { ...group, visitors, visits, yen, squares: String(squares) };
  });
}

export function groupOf(cells: readonly Cell[]): Group {
  const sum = (of: (cell: Cell) => number): number => cells.reduce((total, cell) => total + of(cell), 0);
  return {
    figures: {
      ...{ people: sum(({ people }) => people), visitors: sum(({ visitors }) => visitors) },
      ...{ visits: sum(({ visits }) => visits), yen: sum(({ yen }) => yen) },
    },
    squares: cells.reduce((total, { squares }) => total + BigInt(squares), 0n),
  };
}

const inArm = (cells: readonly Cell[], arm: Cell["arm"]): readonly Cell[] =>
  cells.filter((cell) => cell.arm === arm);

/** Those sent to against those held out, and variants against the first. `clicked` is by variant. */
export function effectOf(
  { cells }: KeptFigures,
  window: Effect["window"],
  clicked: ReadonlyMap<number, number>,
  isForAll = false,
): Effect {
  const sent = groupOf(inArm(cells, "sent"));
  const heldOut = groupOf(inArm(cells, "held_out"));
  const nobody = heldOut.figures.people === 0;
  return {
    status: isForAll ? "all_are_told" : nobody ? "no_holdout" : "counted",
    ...{ window, sent: sent.figures, heldOut: nobody ? null : heldOut.figures },
    comparison: nobody || isForAll ? null : compared(sent, heldOut),
    variants: variantsOf(inArm(cells, "sent"), clicked),
  };
}

function variantsOf(cells: readonly Cell[], clicked: ReadonlyMap<number, number>): readonly VariantEffect[] {
  const names = [...new Set(cells.map(({ variant }) => variant))].sort((a, b) => a - b);
  if (names.length < 2) return [];
  const groups = names.map((variant) => ({
    ...{ variant, clicked: clicked.get(variant) ?? 0 },
    group: groupOf(cells.filter((cell) => cell.variant === variant)),
  }));
  const [first] = groups;
  return groups.map(({ variant, group, clicked: taps }) => ({
    ...{ variant, figures: group.figures, clicked: taps },
    againstFirst:
      first === undefined || variant === first.variant
        ? null
        : {
            clicked: sharesVerdict(
              { of: group.figures.people, count: Math.min(taps, group.figures.people) },
              { of: first.group.figures.people, count: Math.min(first.clicked, first.group.figures.people) },
            ),
            came: cameVerdict(group.figures, first.group.figures),
            yen: yenVerdict(group, first.group),
          },
  }));
}

/** The most numerous rank first. */
export function ranksOf({ cells }: KeptFigures): readonly Omit<RankPart, "name">[] {
  const names = [...new Set(cells.map(({ rank }) => rank))];
  const figuresOf = (rank: string | null, arm: Cell["arm"]): GroupFigures =>
    groupOf(inArm(cells, arm).filter((cell) => cell.rank === rank)).figures;
  return names
    .map((rank) => ({ rank, sent: figuresOf(rank, "sent"), heldOut: figuresOf(rank, "held_out") }))
    .sort((a, b) => b.sent.people - a.sent.people);
}
