import { createAdaptorServer, type Http2Bindings, type HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { Port } from "./hosts.ts";
import { type Served, serve } from "./serve.ts";

export interface Listening {
  readonly port: number;
  close(): Promise<void>;
}

/** Serves LINE on `port` (0: any free one) of `host`. Rejects where the port is taken. */
export async function listen(
  served: Served,
  { port, host, as }: { readonly port: number; readonly host: string; readonly as: Port },
): Promise<Listening> {
  const server = createAdaptorServer({
    fetch: async (request, bindings) => (await serve(served, request, as)) ?? hangUp(bindings),
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  const address = server.address();
  return {
    port: typeof address === "object" && address ? address.port : port,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      if ("closeAllConnections" in server) server.closeAllConnections();
      await closed;
    },
  };
}

/** Ends the connection without a byte, as a network that fails does. */
function hangUp({ incoming }: HttpBindings | Http2Bindings): Response {
  if ("socket" in incoming) incoming.socket.destroy();
  return RESPONSE_ALREADY_SENT;
}
