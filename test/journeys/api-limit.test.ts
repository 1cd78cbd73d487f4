import { afterEach, expect, test } from "vitest";
import { engines, migratedEngine, type OpenedEngine } from "../databases/engines.ts";
import { posOf, posWith } from "../support/api.ts";
import { tally } from "../support/evidence.ts";
import { openWorld, type World } from "../support/world.ts";

let engine: OpenedEngine;
const worlds: World[] = [];
afterEach(async () => {
  await Promise.all(worlds.splice(0).map((world) => world.close()));
  await engine.close();
});

/** A server on the engine's data, by a way in of its own. */
async function server(): Promise<World> {
  const database = await engine.another();
  // The engine closes what it opened.
  const world = await openWorld({ database: { ...database, close: async () => {} }, ticks: false });
  worlds.push(world);
  return world;
}

test.each(
  engines,
)("on %s, 2 servers together let 5 of 30 requests at once through where 5 a minute are allowed", async (name) => {
  engine = await migratedEngine(name);
  const one = await server();
  const other = await server();
  const { token } = await posOf(one, { perMinuteMax: 5 });
  const both = [one, other].map(({ origin }) => posWith(origin, token));
  const asked = Array.from({ length: 30 }, async (_, nth) => {
    const headers = { authorization: `Bearer ${token}` };
    const client = both[nth % 2]?.client ?? both[0]?.client;
    return String((await client?.ask("GET", "/api/v1/stores", { headers }))?.status);
  });
  expect(tally(await Promise.all(asked))).toEqual({ "200": 5, "429": 25 });
});
