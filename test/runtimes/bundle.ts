import { build } from "vite";

/** One module for workerd, made of our sources and the packages they use. */
export async function bundleForWorkerd(entry: string): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: "error",
    ssr: { target: "webworker", noExternal: true, resolve: { conditions: ["workerd", "worker"] } },
    build: {
      ssr: entry,
      write: false,
      minify: false,
      rollupOptions: { output: { format: "es" } },
    },
  });
  const outputs = Array.isArray(built) ? built : "output" in built ? [built] : [];
  const [chunk, ...more] = outputs.flatMap(({ output }) => output);
  if (chunk?.type !== "chunk" || more.length > 0) throw new Error(`${entry} is not one module`);
  return chunk.code;
}
