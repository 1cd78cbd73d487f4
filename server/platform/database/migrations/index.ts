import type { Engine } from "../database.ts";
import { house } from "./0001-house.ts";
import { appendOnly } from "./0002-append-only.ts";
import { type Ddl, ddlOf } from "./ddl.ts";

/** A step of the schema, as one engine takes it. */
export interface MigrationStep {
  readonly name: string;
  readonly statements: readonly string[];
}

/**
 * Every migration, in order, once: the one source of truth for the three engines. Never edited after a
 * release.
 */
const list: readonly { readonly name: string; readonly statements: (ddl: Ddl) => readonly string[] }[] = [
  { name: "0001-house", statements: house },
  { name: "0002-append-only", statements: appendOnly },
];

/**
 * PostgreSQL has no trigger without a function; it is made once, before the first migration that needs it.
 */
const postgresOnly: Readonly<Record<string, readonly string[]>> = {
  "0002-append-only": [
    `CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN
        RAISE EXCEPTION 'append_only' USING ERRCODE = 'check_violation', CONSTRAINT = 'append_only';
      END $$`,
  ],
};

/** Keeps the names of what was applied; made before anything else. */
export function migrationTable(engine: Engine): string {
  const { text, int, byText } = ddlOf(engine);
  return `CREATE TABLE IF NOT EXISTS migration (
      name ${text} NOT NULL PRIMARY KEY,
      applied_at_ms ${int} NOT NULL
    ) ${byText}`;
}

/** Every step for an engine; the last statement of each records its name. */
export function migrationsFor(engine: Engine): readonly MigrationStep[] {
  const ddl = ddlOf(engine);
  return list.map(({ name, statements }) => ({
    name,
    statements: [
      ...(engine === "postgres" ? (postgresOnly[name] ?? []) : []),
      ...statements(ddl),
      `INSERT INTO migration (name, applied_at_ms) VALUES ('${name}', ${ddl.nowMs})`,
    ],
  }));
}
