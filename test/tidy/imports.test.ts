import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { breaches, type Module } from "./imports.core.ts";

/** Every TypeScript file of the project, those not committed yet included. */
function project(): Module[] {
  const listed = execFileSync(
    "git",
    ["ls-files", "--cached", "--others", "--exclude-standard", "*.ts", "*.tsx"],
    {
      encoding: "utf8",
    },
  );
  return listed
    .split("\n")
    .filter((path) => path !== "" && existsSync(path))
    .map((path) => ({ path, source: readFileSync(path, "utf8") }));
}

test("imports flow one way, nothing reads a clock but platform, and no file is too long", () => {
  const modules = project();
  expect(modules.length).toBeGreaterThan(100);
  expect(breaches(modules)).toEqual([]);
});

describe("a planted violation is caught", () => {
  const planted: readonly [what: string, path: string, source: string, caught: RegExp][] = [
    ["shared → server", "shared/a.ts", 'import { x } from "../server/app.ts";', /shared imports only shared/],
    ["shared → a package", "shared/a.ts", 'import { Hono } from "hono";', /shared is pure/],
    [
      "row 1 → row 1",
      "server/features/stores/a.ts",
      'import { x } from "../members/index.ts";',
      /rows below/,
    ],
    [
      "row 1 → row 2",
      "server/features/members/a.ts",
      'import { x } from "../points/index.ts";',
      /rows below/,
    ],
    ["row 2 → row 3", "server/features/points/a.ts", 'import { x } from "../card/index.ts";', /rows below/],
    [
      "row 3 → row 5",
      "server/features/coupons/a.ts",
      'import { x } from "../purchases/index.ts";',
      /rows below/,
    ],
    [
      "row 5 → row 7",
      "server/features/purchases/a.ts",
      'import { x } from "../inbox/index.ts";',
      /rows below/,
    ],
    [
      "row 3 → row 4",
      "server/features/topics/a.ts",
      'import { x } from "../segments/index.ts";',
      /rows below/,
    ],
    [
      "row 6 → row 6",
      "server/features/automations/a.ts",
      'import { x } from "../campaigns/index.ts";',
      /rows below/,
    ],
    [
      "past the index",
      "server/features/card/a.ts",
      'import { x } from "../points/store.ts";',
      /through its index/,
    ],
    ["slice → app", "server/features/card/a.ts", 'import { x } from "../../app.ts";', /lower slices/],
    ["slice → a driver", "server/features/card/a.ts", 'import pg from "pg";', /through Deps/],
    ["slice → Node", "server/features/card/a.ts", 'import { x } from "node:fs";', /through Deps/],
    [
      "core → its store",
      "server/features/card/a.core.ts",
      'import { x } from "./store.ts";',
      /a core decides/,
    ],
    [
      "platform → slice",
      "server/platform/a.ts",
      'import { x } from "../features/card/index.ts";',
      /platform imports/,
    ],
    [
      "platform → Deps, a value",
      "server/platform/a.ts",
      'import { x } from "../deps.ts";',
      /the type of Deps/,
    ],
    [
      "app → inside a slice",
      "server/app.ts",
      'import { x } from "./features/card/scan.ts";',
      /through their index/,
    ],
    [
      "page → server",
      "liff/card/a.ts",
      'import { buildApp } from "../../server/app.ts";',
      /import type \{ App \}/,
    ],
    [
      "page → a schema's value",
      "liff/card/a.ts",
      'import { scan } from "../../shared/card/schema.ts";',
      /types/,
    ],
    ["card → till", "liff/card/a.ts", 'import { x } from "../till/a.ts";', /do not know each other/],
    ["drawing → card", "liff/menus/a.ts", 'import { x } from "../card/a.ts";', /knows shared alone/],
    ["ui → LINE", "liff/ui/a.ts", 'import { x } from "../line.ts";', /knows nothing of LINE/],
    ["a second @line/liff", "liff/card/a.ts", 'import liff from "@line/liff";', /only liff\/line\.ts/],
    ["code → test", "server/platform/a.ts", 'import { x } from "../../test/a.ts";', /nothing imports test/],
    [
      "a dynamic import",
      "shared/a.ts",
      'const x = await import("../server/app.ts");',
      /shared imports only shared/,
    ],
    ["a clock in a slice", "server/features/card/a.ts", "const x = Date.now();", /reads a clock/],
    ["chance in shared", "shared/a.ts", "const x = Math.random();", /reads a clock/],
    ["a transaction", "server/features/card/a.ts", "db.transaction().execute(x)", /a write is one plan/],
    ["a bare plan", "server/features/card/a.ts", "await database.commit({ statements: [] })", /did not make/],
  ];
  test.each(planted)("%s", (_what, path, source, caught) => {
    expect(breaches([{ path, source }])).toEqual([expect.stringMatching(caught)]);
  });

  test("a cycle of three files", () => {
    const ring = ["a", "b", "c"].map((name, index) => ({
      path: `shared/${name}.ts`,
      source: `import { x } from "./${["b", "c", "a"][index]}.ts";`,
    }));
    expect(breaches(ring)).toEqual([expect.stringMatching(/a cycle/)]);
  });

  test("types may point back: no cycle", () => {
    const pair = [
      { path: "shared/a.ts", source: 'import { x } from "./b.ts";' },
      { path: "shared/b.ts", source: 'import type { Y } from "./a.ts";' },
    ];
    expect(breaches(pair)).toEqual([]);
  });
});
