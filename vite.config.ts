import preact from "@preact/preset-vite";
import { defineConfig, type PluginOption } from "vite";

/**
 * The member's card and the till. `--mode demo` builds the same pages with LINE's SDK pointed at the emulator;
 * every other build refuses to contain a trace of it.
 */
export default defineConfig(async ({ mode }) => ({
  root: "liff",
  base: "/",
  plugins: [preact(), await linePlugin(mode)],
  worker: { format: "es" as const },
  build: {
    outDir: mode === "demo" ? "../dist/demo" : "../dist/liff",
    emptyOutDir: true,
    target: "es2022",
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rolldownOptions: { input: { card: "liff/card/index.html", till: "liff/till/index.html" } },
  },
}));

async function linePlugin(mode: string): Promise<PluginOption> {
  const { emulatorSdk, productionGuard } = await import("./test/emulator/vite-plugin.ts");
  return mode === "demo" ? emulatorSdk() : productionGuard();
}
