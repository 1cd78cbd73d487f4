import { createServer } from "node:http";
import type { TestProject } from "vitest/node";
import { type PostgresServer, startPostgres } from "./postgres-server.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** Asked by GET, answers the connection string of the run's PostgreSQL server. */
    postgres: string;
  }
}

/**
 * What a whole test run shares. The PostgreSQL server starts when the first test asks for it, so that a run
 * without one does not pay for it, and is stopped at the end however the tests went.
 */
export default async function services(project: TestProject): Promise<() => Promise<void>> {
  let starting: Promise<PostgresServer> | undefined;
  const door = createServer((_, response) => {
    starting ??= startPostgres();
    starting.then(
      ({ connectionString }) => response.end(connectionString),
      (failure: unknown) => response.writeHead(500).end(String(failure)),
    );
  });
  await new Promise<void>((listening) => door.listen(0, "127.0.0.1", listening));
  const address = door.address();
  if (address === null || typeof address === "string") throw new Error("no port for the tests' services");
  project.provide("postgres", `http://127.0.0.1:${address.port}/`);
  return async () => {
    door.closeAllConnections();
    door.close();
    const server = await starting?.catch(() => undefined);
    await server?.stop();
  };
}
