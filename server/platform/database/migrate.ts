import type { MigrationStep } from "./migrations/index.ts";

/** What an engine can do for a migration. Each way of doing it is all or nothing. */
export interface MigrationTarget {
  /** Makes the table that records migrations, and answers the names in it. */
  applied(): Promise<readonly string[]> | readonly string[];
  apply(step: MigrationStep): Promise<void> | void;
}

/**
 * Applies what is missing, in order; the names of what was applied.
 * @throws when a step that is older than an applied one is missing: the list was not followed.
 */
export async function migrateWith(
  target: MigrationTarget,
  steps: readonly MigrationStep[],
): Promise<readonly string[]> {
  const missing = missingFrom(await target.applied(), steps);
  for (const step of missing) await target.apply(step);
  return missing.map(({ name }) => name);
}

/** Steps still to be taken. A newer release may have applied more than this one knows: that is its affair. */
export function missingFrom(
  applied: readonly string[],
  steps: readonly MigrationStep[],
): readonly MigrationStep[] {
  const done = new Set(applied);
  const missing = steps.filter(({ name }) => !done.has(name));
  const first = missing[0];
  const later = first && steps.slice(steps.indexOf(first)).find(({ name }) => done.has(name));
  if (later) throw new Error(`${first.name} is missing although ${later.name} was applied`);
  return missing;
}
