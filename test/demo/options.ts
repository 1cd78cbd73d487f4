import { createServer } from "node:net";
import { resolve } from "node:path";

/** Something the person who started the demo can put right; the message is all they need to see. */
export class DemoTrouble extends Error {}

export interface DemoOptions {
  readonly port: number;
  readonly emulatorPort: number;
  /** Where the shop, LINE's memory and the secrets are kept. */
  readonly folder: string;
  /** How many members a new shop begins with. */
  readonly members: number;
}

/** @throws DemoTrouble where a number is not one. */
export function readOptions(env: Environment): DemoOptions {
  return {
    port: numberIn(env, "PORT", 3000, 65_535),
    emulatorPort: numberIn(env, "EMULATOR_PORT", 9100, 65_535),
    folder: resolve(env.DEMO_DIR ?? ".demo"),
    members: numberIn(env, "DEMO_MEMBERS", 200, 2_000),
  };
}

type Environment = Readonly<Record<string, string | undefined>>;

function numberIn(env: Environment, name: string, usual: number, most: number): number {
  const text = env[name] ?? "";
  if (text === "") return usual;
  const number = Number(text);
  if (!/^\d+$/.test(text) || number < 1 || number > most) {
    throw new DemoTrouble(`${name}=${text} cannot be used: give a number from 1 to ${most}.`);
  }
  return number;
}

/** @throws DemoTrouble naming the variable that moves a port which is taken, before anything is built or written. */
export async function checkPorts({ port, emulatorPort }: DemoOptions): Promise<void> {
  if (port === emulatorPort) {
    throw new DemoTrouble(`PORT and EMULATOR_PORT are both ${port}; they must be different.`);
  }
  await checkPort(port, "PORT", "the shop's server");
  await checkPort(emulatorPort, "EMULATOR_PORT", "the LINE emulator");
}

function checkPort(port: number, variable: string, whose: string): Promise<void> {
  return new Promise((free, taken) => {
    const probe = createServer();
    probe.once("error", (failure) => taken(portTrouble(failure, port, variable, whose)));
    probe.listen(port, "127.0.0.1", () => probe.close(() => free()));
  });
}

function portTrouble(failure: Error, port: number, variable: string, whose: string): Error {
  const code = "code" in failure ? failure.code : null;
  const other = port < 65_535 ? port + 1 : port - 1;
  const instead = `Choose another one: ${variable}=${other} npm run demo`;
  if (code === "EADDRINUSE") {
    return new DemoTrouble(`Port ${port}, for ${whose}, is already in use. ${instead}`);
  }
  if (code === "EACCES")
    return new DemoTrouble(`Port ${port}, for ${whose}, is not allowed here. ${instead}`);
  return failure;
}
