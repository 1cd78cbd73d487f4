import type { StampCard } from "../../../shared/stamps/schema.ts";

/** What every part of the form about a card is given. */
export interface FormProps {
  readonly card: StampCard;
  readonly set: (change: Partial<StampCard>) => void;
  /** What is wrong with a field, in words. */
  readonly wrong: (field: string) => string | undefined;
  /** Once it was issued, goal, expiry and next card stay. */
  readonly fixed: boolean;
  readonly cardId: string | null;
}
