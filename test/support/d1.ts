import { Miniflare, type Response } from "miniflare";
import type { D1Binding, D1Statement } from "../../server/platform/database/d1.ts";
import type { SqlValue } from "../../server/platform/database/prepared.ts";

/** A D1 database in a real workerd of our own. */
export interface LocalD1 {
  /** Another binding to the same data. */
  binding(): D1Binding;
  dispose(): Promise<void>;
}

interface Call {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

type Answer = { readonly results: { readonly results: unknown[] }[] } | { readonly failure: string };

/** Runs inside workerd, where it calls the real binding; one call is a read, a batch is a batch. */
const worker = `
  const bound = (db, { sql, values }) => db.prepare(sql).bind(...values);
  export default {
    async fetch(request, { DB }) {
      const { calls, batch } = await request.json();
      try {
        const results = batch
          ? await DB.batch(calls.map((call) => bound(DB, call)))
          : [await bound(DB, calls[0]).all()];
        return Response.json({ results });
      } catch (failure) {
        return Response.json({ failure: failure.message });
      }
    },
  };
`;

export async function startD1(): Promise<LocalD1> {
  const miniflare = new Miniflare({
    modules: true,
    script: worker,
    compatibilityDate: "2026-04-01",
    d1Databases: ["DB"],
  });
  await miniflare.ready;
  const send: Send = async (calls, batch) => {
    const body = JSON.stringify({ calls, batch });
    const ask = () => miniflare.dispatchFetch("http://d1/", { method: "POST", body });
    // Under a thousand at once the other side may close a connection that was kept open, at the moment in which it is used
    // again. A binding of a real Worker has none. A read is asked again; a plan never, since it may have been written.
    return resultsOf(
      await ask().catch((failure: unknown) => {
        if (batch) throw failure;
        return ask();
      }),
    );
  };
  return { binding: () => bindingOver(send), dispose: () => miniflare.dispose() };
}

async function resultsOf(response: Response): Promise<{ results: unknown[] }[]> {
  const answer = answerOf(await response.json());
  if ("failure" in answer) throw new Error(answer.failure);
  return answer.results;
}

/** The worker above says what it answers. */
function answerOf(body: unknown): Answer {
  return body as Answer;
}

type Send = (calls: readonly Call[], batch: boolean) => Promise<{ results: unknown[] }[]>;

function bindingOver(send: Send): D1Binding {
  const calls = new WeakMap<D1Statement, Call>();
  const callOf = (statement: D1Statement): Call => {
    const call = calls.get(statement);
    if (call === undefined) throw new TypeError("a statement of another binding");
    return call;
  };
  const statement = (call: Call): D1Statement => {
    const made: D1Statement = {
      bind: (...values) => statement({ sql: call.sql, values }),
      all: async () => (await send([call], false))[0] ?? { results: [] },
    };
    calls.set(made, call);
    return made;
  };
  return {
    prepare: (sql) => statement({ sql, values: [] }),
    batch: (statements) => send(statements.map(callOf), true),
  };
}
