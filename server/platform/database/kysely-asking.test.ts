import { expect, test } from "vitest";
import { kyselyAsking } from "./kysely-asking.ts";

test.each([
  "sqlite",
  "postgres",
] as const)("10 reads on %s are asked at once, not one behind the other", async (dialect) => {
  const answers: ((rows: unknown[]) => void)[] = [];
  const kysely = kyselyAsking(
    dialect,
    () =>
      new Promise((answer) => {
        answers.push(answer);
        if (answers.length === 10) for (const each of answers) each([{ node_id: 1 }]);
      }),
  );
  const reads = Array.from({ length: 10 }, () => kysely.selectFrom("node").select("node_id").execute());
  expect(await Promise.all(reads)).toEqual(Array.from({ length: 10 }, () => [{ node_id: 1 }]));
});

test.each([
  true,
  new Date(0),
  1n,
  undefined,
])("%s is refused as a value before anything is asked", async (given) => {
  const kysely = kyselyAsking("sqlite", () => Promise.reject(new Error("asked")));
  // The builder's types would not let it through either; data from outside might.
  const read = kysely.selectFrom("node").select("node_id").where("name", "=", looselyTyped(given)).execute();
  await expect(read).rejects.toThrow(/cannot be bound|not supported/);
});

/** Stands for a value whose type somebody got wrong. */
function looselyTyped(value: unknown): string {
  return value as string;
}
