import type { Kysely } from "kysely";
import { Migrator } from "kysely/migration";
import type { Engine } from "./database.ts";
import { migrationsFor } from "./migrations/index.ts";
import type { Tables } from "./tables.ts";

/** Applies what is missing, in order; the names of what was applied. A failure leaves the schema as it was. */
export async function migrateWith(kysely: Kysely<Tables>, engine: Engine): Promise<readonly string[]> {
  const migrator = new Migrator({
    db: kysely,
    provider: { getMigrations: async () => migrationsFor(engine) },
  });
  const { error, results } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
  return (results ?? []).map((result) => result.migrationName);
}
