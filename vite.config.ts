import preact from "@preact/preset-vite";
import { defineConfig, type PluginOption, transformWithOxc } from "vite";
import { menuPictures } from "./liff/menus/plugin.ts";

/**
 * The member's card and the till, in Preact, and the console, in React. `--mode demo` builds the same pages with LINE's SDK pointed at the emulator;
 * every other build refuses to contain a trace of it.
 * Beside the pages come the pictures of the rich menus.
 */
export default defineConfig(async ({ mode }) => ({
  root: "liff",
  base: "/",
  // Tests build the same pages: without this they would get React for developers.
  define: { "process.env.NODE_ENV": JSON.stringify("production") },
  plugins: [reactInConsole, preact({ reactAliasesEnabled: false }), await linePlugin(mode), menuPictures()],
  worker: { format: "es" as const },
  build: {
    outDir: mode === "demo" ? "../dist/demo" : "../dist/liff",
    emptyOutDir: true,
    target: "es2022",
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    // What every screen of the console needs is 410 kB, for PCs; each screen comes when it is opened.
    chunkSizeWarningLimit: 500,
    rolldownOptions: {
      input: {
        card: "liff/card/index.html",
        till: "liff/till/index.html",
        console: "liff/console/index.html",
      },
    },
  },
}));

/** The preset's JSX is Preact's for every file; the console's is made into React's before it gets there. */
const reactInConsole: PluginOption = {
  name: "goen:react-in-console",
  enforce: "pre",
  transform: {
    filter: { id: /\/liff\/console\/.*\.tsx$/ },
    handler: (code, id) =>
      transformWithOxc(code, id, { jsx: { runtime: "automatic", importSource: "react" } }),
  },
};

async function linePlugin(mode: string): Promise<PluginOption> {
  const { emulatorSdk, productionGuard } = await import("./test/emulator/vite-plugin.ts");
  return mode === "demo" ? emulatorSdk() : productionGuard();
}
