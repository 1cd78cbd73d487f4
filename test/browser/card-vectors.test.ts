import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bundleForWorkerd } from "../runtimes/bundle.ts";
import type { VectorsPage } from "./card-vectors-page.ts";
import { launchChromium, openProfile } from "./chromium.ts";

let server: Server;
let origin: string;

beforeAll(async () => {
  // One plain module without anything of Node in it runs in a browser as well as in a Worker.
  const script = await bundleForWorkerd(fileURLToPath(new URL("./card-vectors-page.ts", import.meta.url)));
  server = createServer((request, response) => {
    const isScript = request.url === "/page.js";
    response.setHeader("content-type", isScript ? "text/javascript" : "text/html");
    response.end(isScript ? script : '<!doctype html><script type="module" src="/page.js"></script>');
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("no port");
  origin = `http://127.0.0.1:${address.port}/`;
});
afterAll(() => server.close());

async function inPage<T>(page: Page, method: keyof VectorsPage): Promise<T> {
  await page.goto(origin);
  await page.waitForFunction("window.card !== undefined");
  return page.evaluate<T>(`window.card.${method}()`);
}

test("Chromium arrives at every number of the rotating code", async () => {
  const browser = await launchChromium();
  try {
    expect(await inPage(await browser.newPage(), "vectors")).toEqual([]);
  } finally {
    await browser.close();
  }
});

test("a kept key signs the same after the browser was closed and opened again, and cannot be exported", async () => {
  const profile = await mkdtemp(join(tmpdir(), "goen-profile-"));
  const visit = async <T>(method: keyof VectorsPage): Promise<T> => {
    const context = await openProfile(profile);
    try {
      return await inPage<T>(await context.newPage(), method);
    } finally {
      await context.close();
    }
  };
  try {
    expect(await visit("keep")).toBe(true);
    expect(await visit("codeOfKeptKey")).toEqual({ code: "70358194627216712393", exportable: false });
  } finally {
    await rm(profile, { recursive: true, force: true });
  }
});
