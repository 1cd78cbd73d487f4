import type { Generated } from "kysely";

export interface ResultsTables {
  result_kept: ResultKeptTable;
  result_hour: ResultHourTable;
  line_unit: LineUnitTable;
  result_turn: ResultTurnTable;
}

export interface ResultKeptTable {
  run_id: number;
  days: number;
  /** The last business day that is counted. */
  through_on: string;
  /** JSON of `KeptFigures` in server/features/results. */
  figures: string;
  counted_at_ms: number;
}

export interface ResultHourTable {
  run_id: number;
  business_date: string;
  /** UTC milliseconds divided by 1,800,000; −1: the day is counted. */
  half_hour: number;
  sales: number;
}

export interface LineUnitTable {
  unit: string;
  from_on: string;
  to_on: string;
  run_id: number | null;
  variant: number | null;
  automation_id: string | null;
  /** Null: LINE says nothing new of it any more. */
  ask_at_ms: number | null;
  ask_until_ms: number;
  asked_at_ms: number | null;
  told_at_ms: number | null;
  opened: number | null;
  clicked: number | null;
  /** Why the last question had no answer. */
  problem: string | null;
}

export interface ResultTurnTable {
  work: string;
  leased_by: string | null;
  leased_until_ms: Generated<number>;
}
