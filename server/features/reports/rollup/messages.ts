import { dateAt } from "../../../../shared/dates.ts";
import type { Deps } from "../../../deps.ts";
import * as store from "./store.ts";

/** A day's messages of one lane. */
export interface MessageDay {
  readonly on: string;
  readonly lane: number;
  readonly messages: number;
}

/** What LINE took of the messages behind `after`: it counts each message for each person, and no reply. */
export async function messagesBetween(deps: Deps, after: string, below: string, limit: number) {
  const rows = await store.settledMessages(deps.database.report, after, below, limit);
  const days = new Map<string, MessageDay>();
  for (const row of rows) {
    if (row.status !== "sent" || row.kind === "reply") continue;
    const on = dateAt(Number(row.queued_at_ms), deps.settings.timeZone);
    const lane = Number(row.lane);
    const key = `${on}/${lane}`;
    const people = Number(row.people) - Number(row.left_out ?? 0);
    const messages = (days.get(key)?.messages ?? 0) + people * countIn(row.messages);
    days.set(key, { on, lane, messages });
  }
  return { days: [...days.values()], through: rows.at(-1)?.message_id ?? null, more: rows.length === limit };
}

function countIn(messages: string): number {
  const list: unknown = JSON.parse(messages);
  return Array.isArray(list) ? list.length : 1;
}
