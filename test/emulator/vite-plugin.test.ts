import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "vite";
import { expect, test } from "vitest";
import { emulatorSdk, productionGuard } from "./vite-plugin.ts";

async function built(source: string): Promise<unknown> {
  const root = await mkdtemp(join(tmpdir(), "guard-"));
  await writeFile(join(root, "index.html"), '<script type="module" src="./main.js"></script>');
  await writeFile(join(root, "main.js"), source);
  try {
    return await build({
      ...{ root, configFile: false, logLevel: "silent", plugins: [productionGuard()] },
      build: { write: false },
    });
  } finally {
    await rm(root, { recursive: true });
  }
}

test("a production build that knows the emulator fails", async () => {
  await expect(built('fetch(globalThis.__LINE_EMULATOR__ + "/x")')).rejects.toThrow(
    "a build for the emulator",
  );
  await expect(built('fetch("https://api.line.me/x")')).resolves.toBeDefined();
});

test("an SDK that builds its addresses in another way is noticed", () => {
  const { transform } = emulatorSdk();
  if (typeof transform !== "function") throw new Error("The plugin has no transform");
  const id = "/node_modules/@liff/server-api/lib/index.es.js";
  const call = (code: string) => Reflect.apply(transform, {}, [code, id]);
  expect(() => call("export const address = 'https://api.line.me/'")).toThrow("nothing to rewrite");
});
