import { type ChildProcess, spawn } from "node:child_process";
import { eventually } from "../support/clock.ts";

/** `npm run demo` as a process of its own. */
export interface DemoProcess {
  readonly child: ChildProcess;
  /** Everything it has printed. */
  readonly said: () => string;
  /** Its exit code, once it has ended. */
  readonly ended: Promise<number | null>;
  /** Rejects with what it said where it ends instead. */
  ready(): Promise<void>;
  /** Asks it to stop, as Ctrl-C or a service manager does; answers its exit code. */
  stop(): Promise<number | null>;
}

/** A first start makes a year of history, and the machine may have other things to do. */
const patienceMs = 120_000;

export function startDemo(env: Readonly<Record<string, string>>): DemoProcess {
  const child = spawn(process.execPath, ["test/demo/main.ts"], { env: { ...process.env, ...env } });
  let said = "";
  let over = false;
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk) => {
      said += String(chunk);
    });
  }
  const ended = new Promise<number | null>((resolve) => {
    child.once("close", (code) => {
      over = true;
      resolve(code);
    });
  });
  const isReady = (): boolean => {
    if (over) throw new Error(`the demo ended before it was ready:\n${said}`);
    return /^ready /m.test(said);
  };
  return {
    child,
    said: () => said,
    ended,
    ready: async () => void (await eventually(isReady, "the demo is ready", patienceMs)),
    async stop() {
      child.kill("SIGTERM");
      return ended;
    },
  };
}
