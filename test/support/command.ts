import { spawn } from "node:child_process";
import { tmpdir } from "node:os";

/** Runs a program to its end, in no environment but the one given: its code, and all that it said. */
export function run(command: string, args: readonly string[], env: Record<string, string> = {}) {
  return new Promise<{ code: number; out: string }>((resolve) => {
    const child = spawn(command, args, { env: { PATH: process.env.PATH ?? "", ...env }, cwd: tmpdir() });
    let out = "";
    child.stdout.on("data", (bytes) => {
      out += String(bytes);
    });
    child.stderr.on("data", (bytes) => {
      out += String(bytes);
    });
    child.once("close", (code) => resolve({ code: code ?? -1, out }));
  });
}
