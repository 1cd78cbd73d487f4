import { fileURLToPath } from "node:url";
import { Miniflare } from "miniflare";
import { afterAll, expect, test } from "vitest";
import { bundleForWorkerd } from "./bundle.ts";

let miniflare: Miniflare | undefined;
afterAll(() => miniflare?.dispose());

test("the D1 driver migrates, commits, refuses and reads inside workerd: of 20 with one key 1 is kept", async () => {
  const script = await bundleForWorkerd(fileURLToPath(new URL("./d1-worker.ts", import.meta.url)));
  // No Node compatibility: what the driver needs, every Worker has.
  miniflare = new Miniflare({ modules: true, script, compatibilityDate: "2026-04-01", d1Databases: ["DB"] });
  const response = await miniflare.dispatchFetch("http://worker/");
  expect(await response.json()).toEqual({
    migrated: ["0001-house", "0002-append-only"],
    again: [],
    outcomes: [
      "committed",
      "Duplicate: duplicate on answer_once",
      "ConstraintFailure: the schema refused: programme.programme_id",
    ],
    raceWon: 1,
    programmes: 2,
    audits: 2,
    first: { programme_id: 1, name: "ご縁🎁" },
  });
});
