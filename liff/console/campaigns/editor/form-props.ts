import type { Draft } from "../draft.ts";

/** What every part of the form about a campaign is given. */
export interface FormProps {
  readonly draft: Draft;
  readonly set: (change: Partial<Draft>) => void;
  /** What is wrong with a field, in words. */
  readonly wrong: (field: string) => string | undefined;
  /** What stands in a field of the conditions is no value. */
  readonly onWrongTree: (isWrong: boolean) => void;
}
