import { readdirSync, readFileSync } from "node:fs";
import type { Database } from "../../server/platform/database/database.ts";
import { rows } from "./rows.ts";

/**
 * A column as `table.column type` and whether it may be null, in words that are the same for every engine.
 */
export type Catalogue = ReadonlyMap<string, "integer" | "integer?" | "text" | "text?">;

/** What the engine's own catalogue says. */
export async function catalogueOf(database: Database): Promise<Catalogue> {
  const found =
    database.engine === "postgres" ? await postgresColumns(database) : await sqliteColumns(database);
  return new Map(
    found
      .map(
        ({ table, column, type, nullable }) =>
          [`${table}.${column}`, kind(String(type), Boolean(nullable))] as const,
      )
      .filter(([name]) => !name.startsWith("migration."))
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

function postgresColumns(database: Database) {
  return rows(
    database,
    `SELECT table_name AS "table", column_name AS "column", data_type AS type, is_nullable = 'YES' AS nullable
     FROM information_schema.columns WHERE table_schema = 'public'`,
  );
}

async function sqliteColumns(database: Database) {
  const tables = await rows(
    database,
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_cf%' ESCAPE '\\'",
  );
  const columns = tables.map(({ name }) =>
    rows(
      database,
      `SELECT '${name}' AS "table", name AS "column", type, NOT ("notnull" OR pk > 0) AS nullable
       FROM pragma_table_info('${name}')`,
    ),
  );
  return (await Promise.all(columns)).flat();
}

/** What the files of `tables/` say, read from their text: types are gone when they run. */
export function declaredCatalogue(): Catalogue {
  const folder = new URL("../../server/platform/database/tables/", import.meta.url);
  const text = readdirSync(folder)
    .map((file) => readFileSync(new URL(file, folder), "utf8"))
    .join("\n");
  const tables = [...text.matchAll(/^ {2}(\w+): (\w+Table);$/gm)];
  const columns = tables.flatMap(([, table, name]) => {
    const body = new RegExp(`interface ${name} \\{([^}]*)\\}`).exec(text)?.[1] ?? "";
    return [...body.matchAll(/^ {2}(\w+): (.+);$/gm)].map(
      ([, column, type = ""]) =>
        [
          `${table}.${column}`,
          kind(/\bnumber\b/.test(type) ? "integer" : "text", type.endsWith("| null")),
        ] as const,
    );
  });
  return new Map(columns.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function kind(type: string, nullable: boolean) {
  const lower = type.toLowerCase();
  if (lower === "text") return nullable ? "text?" : "text";
  if (lower === "integer" || lower === "bigint") return nullable ? "integer?" : "integer";
  throw new Error(`a column of type ${type}`);
}
