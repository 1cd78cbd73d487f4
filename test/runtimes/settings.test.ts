import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { needed } from "../../server/platform/settings.ts";

const read = (path: string): string => readFileSync(path, "utf8");

/** Every name that the server takes out of its environment. */
function namesRead(): readonly string[] {
  const entry = readdirSync("server/entry", { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => `server/entry/${name}`);
  const texts = [...entry, "server/platform/settings.ts"].map(read);
  const names = texts.flatMap((text) =>
    [...text.matchAll(/\benv\.([A-Z][A-Z0-9_]+)\b/g)].map(([, name = ""]) => name),
  );
  return [...new Set(names)].filter((name) => name !== "DB" && name !== "ASSETS").sort();
}

test("the guides name every setting that the server reads, and those it needs in the table of all", () => {
  const names = namesRead();
  expect(names).toContain("LINE_CHANNEL_SECRET_OLD");
  const guides = readdirSync("docs/guides")
    .map((name) => read(`docs/guides/${name}`))
    .join("\n");
  expect(names.filter((name) => !guides.includes(`\`${name}\``))).toEqual([]);
  const table = read("docs/guides/node.md");
  for (const { name } of needed) expect(table).toMatch(new RegExp(`^\\| ● \\| \`${name}\``, "m"));
});

test("wrangler.toml has a place for every setting that is needed: a var, or a secret that is named and not there", () => {
  const toml = read("wrangler.toml");
  const secrets = new Set(["LINE_CHANNEL_SECRET", "CARD_KEYS"]);
  for (const { name } of needed) {
    expect(toml).toMatch(new RegExp(secrets.has(name) ? `^# {3}${name} ` : `^${name} = `, "m"));
  }
  expect(toml).not.toMatch(/^[A-Z_]*(SECRET|TOKEN|KEYS)[A-Z_]* *=/m);
});
