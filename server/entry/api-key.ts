/** `npm run api-key -- make|list|rotate|revoke`: API keys, for whoever runs the machine. */
import { parseArgs } from "node:util";
import { errors, Refusal } from "../../shared/errors.ts";
import { apiScopes, type KeyView, makeKeyAsked, rotateKeyAsked } from "../../shared/integrations/schema.ts";
import { listKeys, makeKey, revokeKey, rotateKey } from "../features/integrations/index.ts";
import { systemClock } from "../platform/clock.ts";
import { systemIds } from "../platform/ids.ts";
import { openDatabase, openForReading } from "./database.ts";

const usage = `
npm run api-key -- make --name NAME --scopes SCOPE,SCOPE|all [--stores ID,ID] [--per-minute N] [--expires-on yyyy-mm-dd]
npm run api-key -- list
npm run api-key -- rotate KEY_ID [--old-for-hours 24]
npm run api-key -- revoke KEY_ID

scopes: ${apiScopes.join(", ")}
stores: public ids of stores or areas; left out, the key is for every store
On SQLite the server must be stopped for all but list, since one process writes.
The database is DATABASE_URL, or the file DATABASE_PATH (data/goen.db); no other settings are needed.
`;

class Wrong extends Error {}

type Given = Parameters<typeof makeKey>[0];
const operator = { kind: "operator" } as const;

async function main(args: readonly string[]): Promise<void> {
  const { values, positionals } = read(args);
  const [verb = "", keyId = ""] = positionals;
  const commands: Readonly<Record<string, (deps: Given) => Promise<void>>> = {
    make: async (deps) => {
      const { key, token } = await makeKey(deps, operator, askedIn(values));
      console.log(`key    ${key.keyId}\ntoken  ${token}\n       (shown this once)`);
    },
    list: async (deps) => {
      for (const key of (await listKeys(deps, operator)).keys) console.log(lineOf(key));
    },
    rotate: async (deps) => {
      const asked = { oldForHours: Number(values["old-for-hours"] ?? 24) };
      const { oldForHours } = parsed(rotateKeyAsked.safeParse(asked));
      const { key, token } = await rotateKey(deps, operator, keyId, oldForHours);
      console.log(
        `key    ${key.keyId}\ntoken  ${token}\n       (shown this once; the old one works ${oldForHours} h more)`,
      );
    },
    revoke: async (deps) => console.log(lineOf(await revokeKey(deps, operator, keyId))),
  };
  const command = commands[verb];
  if (command === undefined) throw new Wrong(usage);
  const settings = { timeZone: process.env.TIME_ZONE ?? "Asia/Tokyo" };
  const database = await (verb === "list" ? openForReading(process.env) : openDatabase(process.env));
  try {
    await command({ settings, database, clock: systemClock, ids: systemIds(systemClock) });
  } finally {
    await database.close();
  }
}

type Values = ReturnType<typeof read>["values"];

function read(args: readonly string[]) {
  const text = { type: "string" } as const;
  const options = {
    name: text,
    scopes: text,
    stores: text,
    "per-minute": text,
    "expires-on": text,
    "old-for-hours": text,
  };
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (failure) {
    throw new Wrong(`${failure instanceof Error ? failure.message : ""}\n${usage}`);
  }
}

function askedIn(values: Values) {
  const { name, scopes, stores, "per-minute": perMinute, "expires-on": expiresOn } = values;
  return parsed(
    makeKeyAsked.safeParse({
      name,
      scopes: scopes === "all" ? apiScopes : listIn(scopes ?? ""),
      storeIds: stores === undefined ? null : listIn(stores),
      ...(perMinute === undefined ? {} : { perMinuteMax: Number(perMinute) }),
      ...(expiresOn === undefined ? {} : { expiresOn }),
    }),
  );
}

function listIn(text: string): readonly string[] {
  return text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

function parsed<T>(
  result: { success: true; data: T } | { success: false; error: { issues: readonly Issue[] } },
): T {
  if (result.success) return result.data;
  throw new Wrong(
    result.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("\n") + usage,
  );
}

function lineOf({ keyId, status, name, scopes, stores, lastUsedOn }: KeyView): string {
  const where = stores === null ? "every store" : stores.map((store) => store.name).join(", ");
  return [keyId, status, name, scopes.join(","), where, `last used ${lastUsedOn ?? "never"}`].join("\t");
}

main(process.argv.slice(2)).catch((failure: unknown) => {
  if (failure instanceof Refusal) {
    console.error(`${failure.code}: ${errors[failure.code].en}`, failure.details ?? "");
  } else {
    console.error(failure instanceof Wrong ? failure.message : failure);
  }
  process.exit(1);
});
