import type { ReachSettings } from "./schema.ts";

/** `GET` and `PUT /api/console/reach` */
export interface ReachState {
  readonly settings: ReachSettings;
  readonly madeAtMs: number | null;
  /** The name of who published them; null for who has none, has left, and for the first settings. */
  readonly madeBy: string | null;
}
