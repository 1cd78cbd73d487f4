import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { build } from "vite";
import { serving } from "./testing.ts";
import { emulatorSdk, originPlaceholder } from "./vite-plugin.ts";

export interface LiffPage {
  /** Of the page's own server, which is not the emulator's. */
  readonly origin: string;
  /** Tells the page where the emulator is, as the server of the demo does. */
  useEmulator(origin: string): void;
  close(): Promise<void>;
}

/**
 * Builds the page in `liff-page/` with the emulator's plugin and serves it for every path, as a LIFF app
 * is.
 */
export async function serveLiffPage(): Promise<LiffPage> {
  const outDir = await mkdtemp(join(tmpdir(), "liff-page-"));
  await build({
    root: join(import.meta.dirname, "liff-page"),
    ...{ configFile: false, logLevel: "error", plugins: [emulatorSdk()] },
    build: { outDir, emptyOutDir: true },
  });
  let emulator = "";
  const server = await serving(async (request, response) => {
    const path = new URL(request.url ?? "/", "http://page").pathname;
    const isAsset = extname(path) === ".js";
    const file = join(outDir, isAsset ? path : "index.html");
    const text = await readFile(file, "utf8");
    response.writeHead(200, { "content-type": isAsset ? "text/javascript" : "text/html; charset=utf-8" });
    response.end(text.replaceAll(originPlaceholder, emulator));
  });
  return {
    origin: server.origin,
    useEmulator: (origin) => {
      emulator = origin;
    },
    close: async () => {
      await server.close();
      await rm(outDir, { recursive: true });
    },
  };
}
