import preact from "@preact/preset-vite";
import { defineConfig } from "vite";

/** Built pages are served by the emulator itself; while developing, its doors are asked for here. */
const emulator = process.env.EMULATOR_URL ?? "http://localhost:9100";

export default defineConfig({
  root: import.meta.dirname,
  base: "./",
  plugins: [preact()],
  build: { outDir: "../../../dist/phone", emptyOutDir: true },
  server: { proxy: { "/_/": { target: emulator } } },
});
