import {
  type Compilable,
  DummyDriver,
  Kysely,
  type KyselyPlugin,
  type OnNode,
  type OperationNode,
  OperationNodeTransformer,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryId,
  RawNode,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  ValueNode,
  type WhereNode,
} from "kysely";
import type { Engine, Params } from "./database.ts";
import type { Tables } from "./tables.ts";

/**
 * What crosses the port: no Date, boolean, bigint or undefined, which the three engines treat differently.
 */
export type SqlValue = string | number | null;
export type Row = Record<string, SqlValue>;

/** D1 speaks SQLite's. */
export type Dialect = "sqlite" | "postgres";

export function dialectOf(engine: Engine): Dialect {
  return engine === "postgres" ? "postgres" : "sqlite";
}

/** A compiled statement: its text once per dialect, its values each time. */
export interface Statement {
  readonly sql: string;
  readonly parameters: readonly SqlValue[];
}

/**
 * A query written once with Kysely and compiled once per dialect: the till's hot path runs a dozen of these
 * per sale, and compiling them anew each time costs more than running them.
 */
export interface Prepared<P extends Params, R> {
  text(engine: Engine): Compiled;
  /** A statement for a plan. */
  with(params: P): Bound;
  /** Only carries the row's type. */
  readonly row?: R;
}

export interface Bound {
  readonly prepared: { text(engine: Engine): Compiled };
  readonly params: Params;
}

export interface Compiled {
  readonly sql: string;
  readonly slots: readonly (Slot | SqlValue)[];
}

export class Slot {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

/**
 * `prepare<{ id: number }>()((db, p) => db.selectFrom("member").selectAll().where("member_id", "=", p.id))`.
 * The parameters' types are given first and the row's type is inferred, hence the two calls. `build` runs
 * once for all later values, so it must not look at them: no `if (p.id === null)`. It is told the dialect for the few
 * words (JSON) in which the two differ.
 */
export function prepare<P extends Params>() {
  return <R>(build: (db: Kysely<Tables>, p: P, dialect: Dialect) => Compilable<R>): Prepared<P, R> => {
    const texts: Partial<Record<Dialect, Compiled>> = {};
    const prepared: Prepared<P, R> = {
      text(engine) {
        const dialect = dialectOf(engine);
        texts[dialect] ??= compile(build(builders[dialect], slots<P>(), dialect));
        return texts[dialect];
      },
      with: (params) => ({ prepared, params }),
    };
    return prepared;
  };
}

/**
 * The values of a compiled query, in the order of its markers.
 * @throws TypeError for what the engines treat differently: a number that is no safe integer (SQLite takes
 * NaN for NULL), and text with a NUL (PostgreSQL has none).
 */
export function valuesOf(compiled: Compiled, params: Params): SqlValue[] {
  return compiled.slots.map((slot) =>
    checked(
      slot instanceof Slot ? slotValue(params, slot.name) : slot,
      slot instanceof Slot ? slot.name : "",
    ),
  );
}

function checked(value: SqlValue, name: string): SqlValue {
  if (typeof value === "number" && !Number.isSafeInteger(value)) {
    throw new TypeError(`the statement's parameter ${name} is ${value}, not an integer below 2^53`);
  }
  if (typeof value !== "string") return value;
  if (value.includes("\0")) throw new TypeError(`the statement's parameter ${name} has a NUL in its text`);
  // Half of a surrogate pair, as cutting a text in an emoji leaves it, has no bytes in UTF-8, and D1 would store three.
  return value.toWellFormed();
}

function slotValue(params: Params, name: string): SqlValue {
  const value = params[name];
  if (value === undefined) throw new TypeError(`the statement's parameter ${name} is missing`);
  return value;
}

function compile(query: Compilable<unknown>): Compiled {
  const { sql, parameters } = query.compile();
  return { sql, slots: parameters.map(slotOrValue) };
}

function slotOrValue(parameter: unknown): Slot | SqlValue {
  if (parameter instanceof Slot) return parameter;
  if (parameter === null || typeof parameter === "string" || typeof parameter === "number") return parameter;
  throw new TypeError(`a prepared query cannot hold a ${typeof parameter}`);
}

/**
 * Stands in for the values while a query is compiled. The cast is the trick itself: Kysely keeps what it is
 * given.
 */
function slots<P extends Params>(): P {
  return new Proxy({}, { get: (_, name) => new Slot(String(name)) }) as P;
}

/**
 * Writes the constants of a query into its text. A bound one would hide from SQLite that a condition meets a partial
 * index (`status = 'waiting'`).
 */
class ConstantsInText extends OperationNodeTransformer {
  protected override transformValue(node: ValueNode): ValueNode {
    return node.value instanceof Slot ? node : ValueNode.createImmediate(node.value);
  }
}

/**
 * For SQLite, also keeps the planner from looking at the values that are bound. Where it has looked at one, it plans the
 * statement anew at every execution: 25 µs for a read that takes 2. Into a CASE it does not look.
 */
class PlannedOnce extends ConstantsInText {
  #inCondition = false;

  protected override transformValue(node: ValueNode): ValueNode {
    const plain = super.transformValue(node);
    const hidden = this.#inCondition && node.value instanceof Slot;
    return hidden ? inPlaceOfValue(RawNode.create(["(case when 1 then ", " end)"], [plain])) : plain;
  }

  protected override transformWhere(node: WhereNode, queryId?: QueryId): WhereNode {
    return this.#condition(() => super.transformWhere(node, queryId));
  }

  protected override transformOn(node: OnNode, queryId?: QueryId): OnNode {
    return this.#condition(() => super.transformOn(node, queryId));
  }

  #condition<N>(transform: () => N): N {
    const outer = this.#inCondition;
    this.#inCondition = true;
    const transformed = transform();
    this.#inCondition = outer;
    return transformed;
  }
}

/** The compiler visits a node by its kind, so any expression may stand where a value stood; the types say one kind. */
function inPlaceOfValue(node: OperationNode): ValueNode {
  return node as ValueNode;
}

const transforming = (transformer: OperationNodeTransformer): KyselyPlugin => ({
  transformQuery: ({ node, queryId }) => transformer.transformNode(node, queryId),
  transformResult: async ({ result }) => result,
});

const builders = {
  sqlite: new Kysely<Tables>({
    plugins: [transforming(new PlannedOnce())],
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (db) => new SqliteIntrospector(db),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
  }),
  postgres: new Kysely<Tables>({
    plugins: [transforming(new ConstantsInText())],
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  }),
};
