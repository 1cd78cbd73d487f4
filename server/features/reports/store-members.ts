import { type RawBuilder, sql } from "kysely";
import type { Database } from "../../platform/database/database.ts";
import type { Dialect } from "../../platform/database/prepared.ts";

/**
 * How many memberships began and ended between moments (UTC milliseconds, the second not included), in the order of `ranges`: a
 * stretch of an index each. Those merged into another are counted nowhere.
 */
export async function membersBetween(
  db: Database["report"],
  dialect: Dialect,
  ranges: readonly (readonly [number, number])[],
) {
  const rows = await db
    .selectFrom(rangesOf(dialect, JSON.stringify(ranges)).as("range"))
    .select((eb) => {
      const count = (column: "joined_at_ms" | "left_at_ms") =>
        eb
          .selectFrom("member")
          .where("merged_into_id", "is", null)
          .whereRef(column, ">=", "range.from_ms")
          .whereRef(column, "<", "range.until_ms")
          .select((of) => of.fn.countAll<number>().as("count"));
      return ["range.from_ms", count("joined_at_ms").as("joined"), count("left_at_ms").as("left")];
    })
    .execute();
  return ranges.map(([fromMs]) => {
    const row = rows.find((one) => Number(one.from_ms) === fromMs);
    return { joined: Number(row?.joined ?? 0), left: Number(row?.left ?? 0) };
  });
}

function rangesOf(dialect: Dialect, json: string): RawBuilder<{ from_ms: number; until_ms: number }> {
  return dialect === "postgres"
    ? sql`(select (value->>0)::bigint as from_ms, (value->>1)::bigint as until_ms
        from jsonb_array_elements(${json}::jsonb))`
    : sql`(select value->>0 as from_ms, value->>1 as until_ms from json_each(${json}))`;
}
