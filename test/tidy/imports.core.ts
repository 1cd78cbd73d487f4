import { dirname, join, normalize } from "node:path/posix";

/** A module as the rules see it: where it is and what it says. */
export interface Module {
  readonly path: string;
  readonly source: string;
}

export interface Import {
  readonly from: string;
  /** A path in the project, or a package's name as written. */
  readonly to: string;
  readonly isPackage: boolean;
  readonly typeOnly: boolean;
  readonly text: string;
}

/** Which slice may use which: a higher row a lower one, through its index.ts, never the reverse and never its own. */
export const rows: readonly (readonly string[])[] = [
  ["stores", "members"],
  ["points"],
  ["ranks", "coupons", "stamps", "rewards", "topics"],
  ["card", "segments"],
  ["purchases", "nightly", "chat", "menus", "reach"],
  ["campaigns", "automations"],
  ["dossier", "inbox", "integrations", "messages", "reports", "results", "audit"],
];

const statement = /(?:^|\n)\s*(import|export)\s+(type\s+)?([^;"']*?from\s*)?["']([^"']+)["']/g;
const dynamic = /\bimport\(\s*["']([^"']+)["']\s*\)/g;

export function importsOf({ path, source }: Module): readonly Import[] {
  const found: Import[] = [];
  const add = (specifier: string, typeOnly: boolean, text: string): void => {
    const isPackage = !specifier.startsWith(".");
    const to = isPackage ? specifier : normalize(join(dirname(path), specifier)).replace(/\?.*$/, "");
    found.push({ from: path, to, isPackage, typeOnly, text: text.trim() });
  };
  for (const [text, , type, clause, specifier] of source.matchAll(statement)) {
    const namesAllTyped = /^\{(\s*type\s+[^,}]+,?)+\s*\}\s*from/.test((clause ?? "").trim());
    add(specifier ?? "", type !== undefined || namesAllTyped, text);
  }
  for (const [text, specifier] of source.matchAll(dynamic)) add(specifier ?? "", false, text);
  return found;
}

/** Every breach of the house's rules, one sentence each. */
export function breaches(modules: readonly Module[]): readonly string[] {
  const imports = modules.flatMap(importsOf);
  return [
    ...imports.flatMap((edge) => {
      const problem = problemWith(edge);
      return problem === null ? [] : [`${edge.from} imports ${edge.to}: ${problem}`];
    }),
    ...cycles(imports).map((cycle) => `a cycle: ${cycle.join(" → ")}`),
    ...modules.flatMap(wordsBreached),
  ];
}

function problemWith(edge: Import): string | null {
  const { from, to } = edge;
  if (to.startsWith("@line/liff") && from !== "liff/line.ts" && !isTest(from)) return "only liff/line.ts may";
  if (isTest(from)) return null;
  if (!edge.isPackage && to.startsWith("test/")) return "nothing imports test";
  if (from.startsWith("shared/")) return sharedProblem(edge);
  if (from.startsWith("server/features/")) return featureProblem(edge);
  if (from.startsWith("server/platform/") || from === "server/deps.ts") return platformProblem(edge);
  if (from === "server/app.ts" || from === "server/jobs.ts") return appProblem(edge);
  if (from.startsWith("liff/")) return liffProblem(edge);
  return null;
}

/** Tests may reach anything, and so may the build's configuration, which points the demo's pages at the emulator. */
function isTest(path: string): boolean {
  return path.startsWith("test/") || /\.test\.tsx?$/.test(path) || /^[a-z]+\.config\.ts$/.test(path);
}

function sharedProblem({ to, isPackage }: Import): string | null {
  if (isPackage) return to === "zod" ? null : "shared is pure and knows zod alone";
  return to.startsWith("shared/") ? null : "shared imports only shared";
}

/** Kysely makes queries and conditions and runs none: what runs them is the database of Deps. */
const featurePackages = /^(hono(\/|$)|@hono\/zod-openapi$|zod$|kysely$)/;

function featureProblem({ from, to, isPackage }: Import): string | null {
  if (isPackage)
    return featurePackages.test(to) ? null : "a slice reaches the outside through Deps and platform";
  if (to.startsWith("shared/") || to.startsWith("server/platform/") || to === "server/deps.ts") return null;
  const [own, other] = [sliceOf(from), sliceOf(to)];
  if (other === null) return "a slice imports platform, shared and lower slices";
  if (own === other) return /\.core\.ts$/.test(from) ? coreProblem(to) : null;
  if (!to.endsWith("/index.ts")) return "another slice is entered through its index.ts";
  const [ownRow, otherRow] = [rowOf(own), rowOf(other)];
  if (ownRow < 0 || otherRow < 0) return "a slice that stands in no row";
  return otherRow < ownRow ? null : "a slice uses only rows below its own";
}

function coreProblem(to: string): string | null {
  return to.endsWith("/store.ts") || to.endsWith("/routes.ts")
    ? "a core decides; it neither asks nor answers"
    : null;
}

function platformProblem({ to, typeOnly, isPackage }: Import): string | null {
  if (isPackage || to.startsWith("server/platform/") || to.startsWith("shared/")) return null;
  return to === "server/deps.ts" && typeOnly
    ? null
    : "platform imports shared, and of the server only the type of Deps";
}

function appProblem({ to, isPackage }: Import): string | null {
  if (isPackage || /^(shared|server\/platform)\//.test(to) || to === "server/deps.ts") return null;
  return /^server\/features\/[^/]+\/index\.ts$/.test(to)
    ? null
    : "the app enters slices through their index.ts";
}

function drawingProblem({ to, isPackage }: Import): string | null {
  return isPackage || /^(shared|liff\/menus)\//.test(to) ? null : "the drawing of menus knows shared alone";
}

function liffProblem(edge: Import): string | null {
  const { from, to, isPackage, typeOnly, text } = edge;
  // Pictures are drawn while the pages are built; no page loads what draws them.
  if (from.startsWith("liff/menus/")) return drawingProblem(edge);
  if (isPackage) return to.startsWith("node:") ? "a page has no Node" : null;
  if (to.startsWith("shared/")) {
    return /\/schema\.ts$/.test(to) && !typeOnly
      ? "schemas are the server's; a page takes their types"
      : null;
  }
  if (to.startsWith("server/")) {
    return typeOnly && /\{\s*App\s*\}/.test(text)
      ? null
      : "of the server a page knows only `import type { App }`";
  }
  if (!to.startsWith("liff/")) return "a page imports liff and shared";
  const [own, other] = [from.split("/")[1], to.split("/")[1]];
  if (own === other || other === "ui" || other === "api") return null;
  if (other === "line.ts" || other === "line-address.ts")
    return own === "ui" ? "ui knows nothing of LINE" : null;
  return "card, till and console do not know each other";
}

function sliceOf(path: string): string | null {
  return /^server\/features\/([^/]+)\//.exec(path)?.[1] ?? null;
}

function rowOf(slice: string | null): number {
  return rows.findIndex((row) => slice !== null && row.includes(slice));
}

/** Rings of value imports; types are gone before anything runs and may point back. */
function cycles(imports: readonly Import[]): readonly (readonly string[])[] {
  const next = new Map<string, string[]>();
  for (const { from, to, isPackage, typeOnly } of imports) {
    if (!isPackage && !typeOnly && !isTest(from)) next.set(from, [...(next.get(from) ?? []), to]);
  }
  const found: string[][] = [];
  const done = new Set<string>();
  const walk = (path: string, trail: readonly string[]): void => {
    const at = trail.indexOf(path);
    if (at >= 0) {
      found.push([...trail.slice(at), path]);
      return;
    }
    if (done.has(path)) return;
    for (const to of next.get(path) ?? []) walk(to, [...trail, path]);
    done.add(path);
  };
  for (const path of next.keys()) walk(path, []);
  return found;
}

const clockRead = /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bperformance\.now\(/;
const clockless = /^(shared\/|server\/(features\/|app\.ts|jobs\.ts|deps\.ts))/;
const linesMax = 400;

function wordsBreached({ path, source }: Module): readonly string[] {
  const problems: string[] = [];
  const code = source.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "");
  if (clockless.test(path) && !isTest(path) && clockRead.test(code)) {
    problems.push(`${path} reads a clock or chance: they come in through Deps`);
  }
  if (/^server\/features\//.test(path) && /\.transaction\(/.test(code)) {
    problems.push(`${path} opens a transaction: a write is one plan`);
  }
  if (/^server\//.test(path) && /\bcommit\(\s*\{/.test(code)) {
    problems.push(`${path} commits something that audited() or housekeeping() did not make`);
  }
  const lines = source.split("\n").length;
  if (lines > linesMax) problems.push(`${path} has ${lines} lines; ${linesMax} is where a reader gets lost`);
  return problems;
}
