import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { errorsOf } from "../../server/features/integrations/document.ts";
import { apiRoutes } from "../../server/features/integrations/index.ts";
import { operations } from "../../server/features/integrations/operations/index.ts";
import { statusOf } from "../../server/platform/http/status.ts";
import { errors } from "../../shared/errors.ts";
import { memberIdOf, type Pos, posOf, storeIds } from "../support/api.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
let pos: Pos;
let document: Document;
beforeAll(async () => {
  world = await openWorld();
  pos = await posOf(world, { perMinuteMax: 60_000 });
  document = await pos.client.ok("GET", "/openapi.json");
});
afterAll(() => world.close());

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema: object;
}
interface Described {
  readonly operationId: string;
  readonly summary: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly required: boolean; readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content: Content }>>;
}
type Content = Readonly<
  Record<
    string,
    { readonly schema: object; readonly examples?: Readonly<Record<string, { value: unknown }>> }
  >
>;
interface Document {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string };
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, object>>;
    readonly securitySchemes: Readonly<Record<string, { readonly type: string; readonly scheme: string }>>;
  };
}

const described = (): (readonly [path: string, method: string, described: Described])[] =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => [path, method, operation] as const),
  );

/** The keywords of JSON Schema 2020-12 that the document uses; `nullable` and the like are of older versions. */
const keywords = new Set([
  ...[
    "$ref",
    "type",
    "properties",
    "required",
    "additionalProperties",
    "items",
    "prefixItems",
    "anyOf",
    "enum",
  ],
  ...[
    "format",
    "minimum",
    "maximum",
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
    "pattern",
    "description",
  ],
  ...["propertyNames", "const"],
]);
const types = new Set(["object", "array", "string", "integer", "number", "boolean", "null"]);

/** Everything that is wrong with a schema and those in it, each with where it stands. */
function wrongIn(schema: unknown, at: string): string[] {
  if (typeof schema === "boolean") return [];
  if (typeof schema !== "object" || schema === null) return [`${at} is no schema`];
  const wrong = Object.keys(schema).flatMap((word) => (keywords.has(word) ? [] : [`${at} has ${word}`]));
  const given: Record<string, unknown> = { ...schema };
  if (typeof given.$ref === "string") {
    const name = /^#\/components\/schemas\/(\w+)$/.exec(given.$ref)?.[1] ?? "";
    if (!(name in document.components.schemas)) wrong.push(`${at} names ${given.$ref}`);
  }
  const named = given.type === undefined ? [] : [given.type].flat();
  wrong.push(...named.flatMap((type) => (types.has(String(type)) ? [] : [`${at} is of type ${type}`])));
  const inside: readonly (readonly [string, unknown])[] = [
    ...Object.entries({ ...(given.properties ?? {}) }),
    ...[given.anyOf, given.prefixItems]
      .flatMap((list) => (Array.isArray(list) ? [...list.entries()] : []))
      .map(([nth, inner]) => [String(nth), inner] as const),
    ...["items", "additionalProperties", "propertyNames"].flatMap((word) =>
      given[word] === undefined ? [] : [[word, given[word]] as const],
    ),
  ];
  return [...wrong, ...inside.flatMap(([name, inner]) => wrongIn(inner, `${at}.${name}`))];
}

describe("/openapi.json", () => {
  test("is OpenAPI 3.1 whose 40 and more schemas use its own words alone, and whose references all lead somewhere", () => {
    expect(document.openapi).toMatch(/^3\.1\.\d+$/);
    expect([typeof document.info.title, typeof document.info.version]).toEqual(["string", "string"]);
    expect(document.components.securitySchemes.key).toMatchObject({ type: "http", scheme: "bearer" });
    expect(document.security).toEqual([{ key: [] }]);
    const schemas = [
      ...Object.entries(document.components.schemas),
      ...described().flatMap(([path, method, { parameters = [], requestBody, responses }]) => [
        ...parameters.map(({ name, schema }) => [`${method} ${path} ${name}`, schema] as const),
        ...Object.entries(requestBody?.content ?? {}).map(
          ([kind, { schema }]) => [`${path} ${kind}`, schema] as const,
        ),
        ...Object.entries(responses).flatMap(([status, { content }]) =>
          Object.values(content).map(({ schema }) => [`${method} ${path} ${status}`, schema] as const),
        ),
      ]),
    ];
    expect(schemas.length).toBeGreaterThan(40);
    expect(schemas.flatMap(([name, schema]) => wrongIn(schema, name))).toEqual([]);
  });

  test("names each operation once, and each part of a path as a parameter that is required", () => {
    const names = described().map(([, , { operationId }]) => operationId);
    expect(new Set(names).size).toBe(names.length);
    for (const [path, , { parameters = [], responses }] of described()) {
      const inPath = parameters.filter((parameter) => parameter.in === "path");
      expect(inPath.map(({ name }) => `{${name}}`)).toEqual(path.match(/\{\w+\}/g) ?? []);
      expect(inPath.every(({ required }) => required === true)).toBe(true);
      for (const { description } of Object.values(responses)) expect(description).not.toBe("");
    }
  });

  test("tells the 18 operations that the server has, and no other", () => {
    const served = apiRoutes.routes.map(
      ({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, "{$1}")}`,
    );
    const told = described().map(
      ([path, method]) => `${method.toUpperCase()} ${path.replace("/api/v1", "")}`,
    );
    expect(new Set(told)).toEqual(new Set(served));
    expect(told).toHaveLength(18);
  });

  test("asks for an Idempotency-Key wherever something is written, and nowhere else", () => {
    const asking = described()
      .filter(([, , { parameters = [] }]) => parameters.some(({ name }) => name === "Idempotency-Key"))
      .map(([, , { operationId }]) => operationId);
    const posts = operations.filter(({ method, name }) => method === "post" && name !== "quotePurchase");
    expect(new Set(asking)).toEqual(new Set(posts.map(({ name }) => name)));
  });

  test("carries with each status the codes it may have, each with its sentence in both languages", () => {
    for (const operation of operations) {
      const told = document.paths[`/api/v1${operation.path}`]?.[operation.method];
      for (const code of errorsOf(operation)) {
        const { description } = told?.responses[statusOf(code)] ?? { description: "" };
        expect(description).toContain(`\`${code}\`: ${errors[code].en} (${errors[code].ja})`);
      }
    }
  });

  test("has examples that the schemas take as they stand, one at least for each body", () => {
    for (const { name, body, examples } of operations) {
      if (body === null) continue;
      expect([name, Object.keys(examples).length > 0]).toEqual([name, true]);
      for (const example of Object.values(examples)) expect(() => body.parse(example)).not.toThrow();
    }
    const shown =
      document.paths["/api/v1/purchases"]?.post?.requestBody?.content["application/json"]?.examples;
    expect(Object.keys(shown ?? {})).toHaveLength(3);
  });
});

describe("what a POS gets wrong is refused by its name", () => {
  const sale = async (change: (body: Sale) => unknown): Promise<unknown> => {
    const [storeId] = await storeIds(world);
    const phone = await world.member("山田 太郎");
    const memberId = await memberIdOf(world, phone.userId);
    return change({
      who: { memberId },
      storeId,
      tillId: "1",
      receiptNumber: "1",
      basket: { lines: [{ lineId: "1", quantity: 1, amountYen: 100 }] },
    });
  };
  interface Sale {
    readonly who: object;
    readonly storeId: string;
    readonly tillId: string;
    readonly receiptNumber: string;
    readonly basket: { readonly lines: readonly object[] };
  }
  const lineWith = (more: object) => (body: Sale) => ({
    ...body,
    basket: { lines: [{ ...body.basket.lines[0], ...more }] },
  });

  test.each<readonly [string, (body: Sale) => unknown, string]>([
    ["an unknown field", (body) => ({ ...body, colour: "red" }), "colour"],
    ["an unknown field in a line", lineWith({ price: 1 }), "basket.lines.0"],
    ["half a yen", lineWith({ amountYen: 100.5 }), "basket.lines.0.amountYen"],
    ["a number as text", lineWith({ amountYen: "100" }), "basket.lines.0.amountYen"],
    ["a negative quantity", lineWith({ quantity: -1 }), "basket.lines.0.quantity"],
    ["more yen than are exact", lineWith({ amountYen: 1e12 }), "basket.lines.0.amountYen"],
    ["no lines", (body) => ({ ...body, basket: { lines: [] } }), "basket.lines"],
    [
      "201 lines",
      (body) => ({ ...body, basket: { lines: Array(201).fill(body.basket.lines[0]) } }),
      "basket.lines",
    ],
    [
      "a receipt number of 61 characters",
      (body) => ({ ...body, receiptNumber: "9".repeat(61) }),
      "receiptNumber",
    ],
    ["no till", ({ tillId: _, ...body }) => body, "tillId"],
    ["a member twice", (body) => ({ ...body, who: { ...body.who, scanId: "x" } }), "who"],
    ["a NUL", (body) => ({ ...body, tillId: "1\0" }), "tillId"],
    ["a time with a fraction", (body) => ({ ...body, occurredAtMs: 1.5 }), "occurredAtMs"],
  ])("%s", async (_, change, field) => {
    const refused = await pos.refused("POST", "/purchases", await sale(change));
    expect(refused).toMatchObject({ status: 400, code: "request.invalid" });
    expect(JSON.stringify(refused.details)).toContain(field);
  });

  test("a body above 64 KiB is 413, and what is not JSON 400", async () => {
    expect(await pos.refused("POST", "/purchases", "x".repeat(70_000))).toMatchObject({ status: 413 });
    expect(await pos.refused("POST", "/purchases", "{")).toMatchObject({
      status: 400,
      code: "request.invalid",
    });
  });

  test("two lines of one id are refused, for nobody could say which comes back", async () => {
    const twins = await sale((body) => ({
      ...body,
      basket: { lines: [body.basket.lines[0], body.basket.lines[0]] },
    }));
    expect(await pos.refused("POST", "/purchases", twins)).toMatchObject({ code: "purchase.lines_invalid" });
  });

  test.each([
    ["/members/nobody", 404, "member.not_found"],
    ["/members/nobody/ledger", 404, "member.not_found"],
    ["/purchases/nothing", 404, "purchase.not_found"],
    ["/ledger/events?after=yesterday", 400, "request.invalid"],
    ["/ledger/events?limit=501", 400, "request.invalid"],
    ["/ledger/events?before=x", 400, "request.invalid"],
    ["/members/nobody?on=2026-02-30", 400, "request.invalid"],
  ])("GET %s is %i %s", async (path, status, code) => {
    expect(await pos.refused("GET", path)).toMatchObject({ status, code });
  });

  test("another site's page gets no leave to read: no CORS header is ever sent", async () => {
    const headers = { authorization: `Bearer ${pos.token}`, origin: "https://elsewhere.example" };
    const answer = await pos.client.ask("GET", "/api/v1/stores", { headers });
    expect([...answer.headers.keys()].filter((name) => name.startsWith("access-control"))).toEqual([]);
    const preflight = await fetch(`${world.origin}/api/v1/purchases`, { method: "OPTIONS", headers });
    expect(preflight.status).toBe(405);
  });
});
