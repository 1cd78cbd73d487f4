import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** A server that can be killed like a power switch, and comes back on the same file and port a minute later. */
export interface Mortal {
  /** Printed at the first start. */
  readonly ownerLink: string;
  /** The server's own time. */
  nowMs(): number;
  readonly deaths: number;
  /** Kills it with SIGKILL, and leaves it so until `dieAndRise`. */
  die(): Promise<void>;
  /** Kills it with SIGKILL and starts it again; a second call meanwhile waits for the first. */
  dieAndRise(): Promise<void>;
  /** Resolves when it listens, however often it has died. */
  listening(): Promise<void>;
  /** Lets it finish what it does, and waits for its end. */
  stop(): Promise<void>;
}

export interface Place {
  readonly file: string;
  readonly port: number;
  readonly emulatorOrigin: string;
}

const program = fileURLToPath(new URL("./server.ts", import.meta.url));
/** Longer than a lease. */
const afterLeasesMs = 61_000;

/** `laterEachTimeMs` is how far its clock goes forward with each death. */
export async function startMortal(place: Place, laterEachTimeMs = afterLeasesMs): Promise<Mortal> {
  let laterMs = 0;
  let deaths = 0;
  let { child, link } = await start(place, laterMs);
  let rising: Promise<void> | null = null;

  const dieAndRise = async (): Promise<void> => {
    await end(child, "SIGKILL");
    deaths += 1;
    laterMs += laterEachTimeMs;
    child = (await start(place, laterMs)).child;
  };

  return {
    ownerLink: link,
    nowMs: () => Date.now() + laterMs,
    get deaths() {
      return deaths;
    },
    die: () => end(child, "SIGKILL"),
    dieAndRise() {
      rising ??= dieAndRise().finally(() => {
        rising = null;
      });
      return rising;
    },
    listening: () => rising ?? Promise.resolve(),
    async stop() {
      await rising;
      await end(child, "SIGTERM");
    },
  };
}

function start(place: Place, laterMs: number): Promise<{ child: ChildProcess; link: string }> {
  const { file, port, emulatorOrigin } = place;
  const args = [program, file, String(port), emulatorOrigin, String(laterMs)];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  return new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).once("line", (link) => resolve({ child, link }));
    child.once("exit", (code) => reject(new Error(`the server ended with ${code} before it listened`)));
  });
}

function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.kill(signal);
  return ended;
}
