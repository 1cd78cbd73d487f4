/**
 * Writes `migrations/d1/*.sql`, which `wrangler d1 migrations apply` takes, from the one list of migrations:
 * `node server/platform/database/migrations/render-d1.ts`. A test says when that was forgotten.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type MigrationStep, migrationsFor, migrationTable } from "./index.ts";

export const d1Directory = fileURLToPath(new URL("../../../../migrations/d1/", import.meta.url));

const header =
  "-- Rendered from server/platform/database/migrations by render-d1.ts there; not edited by hand.";

/** File names and their text. The first file also makes the table in which each step is recorded. */
export function renderD1(): ReadonlyMap<string, string> {
  return new Map(migrationsFor("d1").map((step, index) => [fileName(step), fileText(step, index === 0)]));
}

function fileName({ name }: MigrationStep): string {
  return `${name.slice(0, 4)}_${name.slice(5).replaceAll("-", "_")}.sql`;
}

function fileText({ statements }: MigrationStep, first: boolean): string {
  const all = [...(first ? [migrationTable("d1")] : []), ...statements];
  return `${[header, ...all.map((statement) => `${statement};`)].join("\n\n")}\n`;
}

if (import.meta.main) {
  mkdirSync(d1Directory, { recursive: true });
  for (const [name, text] of renderD1()) writeFileSync(`${d1Directory}${name}`, text);
}
