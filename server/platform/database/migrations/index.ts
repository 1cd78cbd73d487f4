import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";
import type { Engine } from "../database.ts";
import { house } from "./0001-house.ts";
import { appendOnly } from "./0002-append-only.ts";
import { type Ddl, ddlOf } from "./ddl.ts";

/** Every migration, in order, once: the one source of truth for the three engines. Never edited after a release. */
const list: readonly { readonly name: string; readonly statements: (ddl: Ddl) => readonly string[] }[] = [
  { name: "0001-house", statements: house },
  { name: "0002-append-only", statements: appendOnly },
];

/** PostgreSQL has no trigger without a function; it is made once, before the first migration that needs it. */
const postgresOnly: Readonly<Record<string, readonly string[]>> = {
  "0002-append-only": [
    `CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN RAISE EXCEPTION 'append_only' USING ERRCODE = 'check_violation', CONSTRAINT = 'append_only'; END $$`,
  ],
};

/** The statements of each migration for an engine, e.g. to render D1's `.sql` files. */
export function migrationStatements(
  engine: Engine,
): readonly { name: string; statements: readonly string[] }[] {
  const ddl = ddlOf(engine);
  return list.map(({ name, statements }) => ({
    name,
    statements: [...(engine === "postgres" ? (postgresOnly[name] ?? []) : []), ...statements(ddl)],
  }));
}

/** The same, as Kysely's Migrator takes them. */
export function migrationsFor(engine: Engine): Record<string, Migration> {
  return Object.fromEntries(
    migrationStatements(engine).map(({ name, statements }) => [
      name,
      {
        async up(db: Kysely<unknown>): Promise<void> {
          for (const statement of statements) await sql.raw(statement).execute(db);
        },
      },
    ]),
  );
}
