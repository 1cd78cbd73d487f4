import { fileURLToPath } from "node:url";
import { Miniflare } from "miniflare";
import { afterAll, expect, test } from "vitest";
import { bundleForWorkerd } from "./bundle.ts";

let miniflare: Miniflare | undefined;
afterAll(() => miniflare?.dispose());

test("workerd arrives at every number of the rotating code", async () => {
  const script = await bundleForWorkerd(fileURLToPath(new URL("./card-vectors-worker.ts", import.meta.url)));
  miniflare = new Miniflare({ modules: true, script, compatibilityDate: "2026-04-01" });
  const response = await miniflare.dispatchFetch("http://worker/");
  expect(await response.json()).toEqual([]);
});
