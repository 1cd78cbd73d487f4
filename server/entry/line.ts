/** `npm run line -- doctor|menus`: whether LINE is set up for this shop, and its rich menus. */
import { parseArgs } from "node:util";
import { errors, Refusal } from "../../shared/errors.ts";
import { MenuRefused } from "../platform/line/rich-menus.ts";
import { doctor } from "./line/doctor.ts";
import { languageFor } from "./line/language.ts";
import { menus } from "./line/menus.ts";

const usage = `
npm run line -- doctor [--lang ja|en] [--json]     checks every setting, here and at LINE; ends with 1 where one is wrong
npm run line -- menus [--state] [--lang ja|en] [--json]
                                                   makes LINE's rich menus those of this shop; twice changes nothing
                                                   --state only says how they are

Both may run beside the server. The settings are the server's (docs/guides/line.md).
`;

class WrongUse extends Error {}

async function main(args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const { positionals, values } = parse(args);
  const commands: Readonly<Record<string, (options: CommandOptions) => Promise<number>>> = { doctor, menus };
  const command = commands[positionals[0] ?? ""];
  if (command === undefined || positionals.length !== 1) throw new WrongUse(usage);
  const language = languageFor(values.lang, env);
  return command({ env, language, json: values.json === true, stateOnly: values.state === true });
}

export interface CommandOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly language: "ja" | "en";
  /** For machines. */
  readonly json: boolean;
  readonly stateOnly: boolean;
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { lang: { type: "string" }, json: { type: "boolean" }, state: { type: "boolean" } },
    });
  } catch {
    throw new WrongUse(usage);
  }
}

function sentenceOf(failure: unknown): string {
  if (failure instanceof Refusal) return errors[failure.code].en;
  if (failure instanceof MenuRefused) return `LINE did not take it: ${failure.message}`;
  return failure instanceof Error ? failure.message : String(failure);
}

main(process.argv.slice(2), process.env).then(
  (code) => {
    process.exitCode = code;
  },
  (failure: unknown) => {
    console.error(sentenceOf(failure));
    process.exitCode = failure instanceof WrongUse ? 2 : 1;
  },
);
