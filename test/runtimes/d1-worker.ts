/** Runs inside workerd: the D1 driver itself, as the Worker of the product uses it. */
import { type D1Binding, openD1 } from "../../server/platform/database/d1.ts";
import { audited } from "../../server/platform/database/plan.ts";
import { prepare } from "../../server/platform/database/prepared.ts";

const addProgramme = prepare<{ id: number; name: string }>()((db, p) =>
  db.insertInto("programme").values({ programme_id: p.id, name: p.name }),
);
const addAnswer = prepare<{ key: string }>()((db, p) =>
  db.insertInto("answer").values({
    scope: "till",
    idempotency_key: p.key,
    request_hash: "h",
    body: "{}",
    answered_at_ms: 1_795_000_000_000,
  }),
);
const programme = prepare<{ id: number }>()((db, p) =>
  db.selectFrom("programme").selectAll().where("programme_id", "=", p.id),
);

export default {
  async fetch(_: Request, { DB }: { DB: D1Binding }): Promise<Response> {
    const database = openD1(DB);
    const migrated = await database.migrate();
    const sell = (id: number, key: string) =>
      database
        .commit(
          audited(
            {
              auditId: `audit${id}`,
              atMs: 1_795_000_000_000,
              actor: { kind: "system", id: "test" },
              action: "test.sell",
              subject: `programme:${id}`,
              nodeId: null,
            },
            [addProgramme.with({ id, name: "ご縁🎁" }), addAnswer.with({ key })],
          ),
        )
        .then(
          () => "committed",
          (failure: Error) => `${failure.name}: ${failure.message}`,
        );
    const outcomes = [await sell(1, "a"), await sell(2, "a"), await sell(1, "b")];
    const race = await Promise.all(Array.from({ length: 20 }, (_, n) => sell(100 + n, "race")));
    const programmes = await database.point.selectFrom("programme").select("programme_id").execute();
    const audits = await database.report
      .selectFrom("audit")
      .select(({ fn }) => fn.countAll<number>().as("count"))
      .executeTakeFirstOrThrow();
    return Response.json({
      migrated,
      again: await database.migrate(),
      outcomes,
      raceWon: race.filter((outcome) => outcome === "committed").length,
      programmes: programmes.length,
      audits: audits.count,
      first: await database.first(programme, { id: 1 }),
    });
  },
};
