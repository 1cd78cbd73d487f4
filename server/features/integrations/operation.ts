import type { z } from "zod";
import { type ErrorCode, Refusal } from "../../../shared/errors.ts";
import type { ApiScope } from "../../../shared/integrations/schema.ts";
import type { Deps } from "../../deps.ts";
import { checked, idempotencyKey, jsonBody } from "../../platform/http/input.ts";
import { type Write, writeOf } from "../../platform/http/once.ts";
import type { ApiWeb, Caller } from "./caller.ts";

export interface Words {
  readonly en: string;
  readonly ja: string;
}

/** A request as an operation gets it: checked, and from somebody who may ask. */
export interface Asked<Query, Body> {
  readonly deps: Deps;
  readonly caller: Caller;
  /** The part of the path in braces, where there is one. */
  readonly id: string;
  readonly query: Query;
  readonly body: Body;
  /** This write by its `Idempotency-Key`; operations that only read have one that is never looked at. */
  write(...content: readonly unknown[]): Write;
  readonly key: string;
}

/** One operation of the API: what it takes and answers, in the schemas that check it and that the document is made of. */
export interface Operation {
  readonly name: string;
  readonly method: "get" | "post" | "put";
  /** As OpenAPI writes it: `/purchases/{id}`. */
  readonly path: string;
  readonly group: string;
  readonly scope: ApiScope | null;
  readonly summary: Words;
  readonly about: Words;
  /** A write is done once by its `Idempotency-Key`. */
  readonly writes: boolean;
  /** What `{id}` is. */
  readonly idIs: string | null;
  readonly query: z.ZodObject | null;
  readonly body: z.ZodType | null;
  readonly answer: z.ZodType;
  readonly status: 200 | 201;
  /** Refusals of its own, besides those that every operation knows. */
  readonly errors: readonly ErrorCode[];
  /** Bodies that can be sent as they stand, but for the ids in them. */
  readonly examples: Readonly<Record<string, unknown>>;
  readonly answers: (c: ApiWeb) => Promise<unknown>;
}

type Described = Omit<
  Operation,
  "idIs" | "query" | "body" | "examples" | "answers" | "writes" | "status" | "errors"
>;

interface Given<Q extends z.ZodObject, B extends z.ZodType, A extends z.ZodType> extends Described {
  readonly writes?: boolean;
  readonly idIs?: string;
  readonly query?: Q;
  readonly body?: B;
  readonly answer: A;
  readonly status?: 200 | 201;
  readonly errors?: readonly ErrorCode[];
  readonly examples?: Readonly<Record<string, z.input<B>>>;
  readonly does: (asked: Asked<z.infer<Q>, z.infer<B>>) => Promise<Shown<z.input<A>>>;
}

/** The slices below answer with what cannot be changed; a schema's own type says nothing of that. */
type Shown<T> = T extends readonly (infer Item)[]
  ? readonly Shown<Item>[]
  : T extends object
    ? { readonly [Field in keyof T]: Shown<T[Field]> }
    : T;

/** An operation from its parts; what it does must fit the schemas by type. */
export function operation<Q extends z.ZodObject, B extends z.ZodType, A extends z.ZodType>(
  given: Given<Q, B, A>,
): Operation {
  const { does, query, body, writes = false } = given;
  return {
    ...given,
    writes,
    idIs: given.idIs ?? null,
    query: query ?? null,
    body: body ?? null,
    status: given.status ?? 200,
    errors: given.errors ?? [],
    examples: given.examples ?? {},
    async answers(c) {
      const caller = c.get("caller");
      mustHave(caller, given.scope);
      const key = writes ? idempotencyKey(c) : "";
      return does({
        deps: c.get("deps"),
        caller,
        id: c.req.param("id") ?? "",
        query: query === undefined ? nothing<z.infer<Q>>() : checked(queryOf(query), c.req.query()),
        body: body === undefined ? nothing<z.infer<B>>() : await jsonBody(c, body),
        key,
        write: (...content) => writeOf(`key:${caller.family}`, key, [given.name, ...content]),
      });
    },
  };
}

function mustHave(caller: Caller, scope: ApiScope | null): void {
  if (scope !== null && !caller.scopes.has(scope)) throw new Refusal("key.scope", { scope });
}

/** `checked` infers from the schema it is given, which through a generic parameter it cannot see by itself. */
function queryOf<Q extends z.ZodObject>(query: Q): Q {
  return query;
}

/** What an operation without a body or query gets for it, and has no name to look at it by. */
function nothing<T>(): T {
  return {} as T;
}
