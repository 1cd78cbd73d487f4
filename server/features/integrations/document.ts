import { OpenAPIHono } from "@hono/zod-openapi";
import { z } from "zod";
import { type ErrorCode, errors } from "../../../shared/errors.ts";
import { statusOf } from "../../platform/http/status.ts";
import type { Operation } from "./operation.ts";
import { operations } from "./operations/index.ts";

export const apiPath = "/api/v1";

/** Refusals that every operation knows. */
const always: readonly ErrorCode[] = [
  "request.invalid",
  "key.missing",
  "key.invalid",
  "key.expired",
  "key.revoked",
  "request.rate_limited",
  "server.error",
  "server.busy",
];

const ofWrites: readonly ErrorCode[] = ["idempotency.missing", "idempotency.mismatch", "points.conflict"];

/** Every refusal an operation may answer with. */
export function errorsOf(operation: Operation): readonly ErrorCode[] {
  return [
    ...new Set([
      ...always,
      ...(operation.scope === null ? [] : (["key.scope"] as const)),
      ...(operation.body === null ? [] : (["request.too_large"] as const)),
      ...(operation.writes ? ofWrites : []),
      ...operation.errors,
    ]),
  ];
}

/** The OpenAPI 3.1 document, made of the schemas that check the requests. */
export function apiDocument(publicUrl: string): ApiDocument {
  const { openAPIRegistry: registry, getOpenAPI31Document } = new OpenAPIHono();
  registry.registerComponent("securitySchemes", "key", {
    type: "http",
    scheme: "bearer",
    description: "An API key, as `goen_live_…`, made in the console or by `npm run api-key -- make`.",
  });
  for (const operation of operations) registry.registerPath(pathOf(operation));
  return documentAs(
    getOpenAPI31Document({
      openapi: "3.1.0",
      info: {
        title: "Goen: POS and EC API",
        version: "1.0.0",
        description:
          "Purchases, points, holds and the ledger, for tills and shops of others. Guide: /docs/api",
        license: { name: "MIT", url: "https://spdx.org/licenses/MIT.html" },
      },
      servers: [{ url: publicUrl }],
      security: [{ key: [] }],
    }),
  );
}

/** The parts of the document that the page reads. */
export interface ApiDocument {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}

/** The generator's own type knows every corner of OpenAPI; this names the few that are read here. */
function documentAs(document: unknown): ApiDocument {
  return document as ApiDocument;
}

type Path = Parameters<OpenAPIHono["openAPIRegistry"]["registerPath"]>[0];

function pathOf(operation: Operation): Path {
  const { method, path, name, group, summary, about, scope, body, query, status } = operation;
  return {
    method,
    path: `${apiPath}${path}`,
    operationId: name,
    tags: [group],
    summary: summary.en,
    description: `${about.en}\n\n${scope === null ? "Any key may ask." : `Scope: \`${scope}\`.`}`,
    request: {
      ...(operation.idIs === null
        ? {}
        : { params: z.object({ id: z.string().meta({ description: operation.idIs }) }) }),
      ...(query === null ? {} : { query }),
      ...(operation.writes ? { headers: idempotencyHeader } : {}),
      ...(body === null
        ? {}
        : {
            body: {
              required: true,
              content: {
                "application/json": {
                  schema: body,
                  examples: Object.fromEntries(
                    Object.entries(operation.examples).map(([title, value]) => [title, { value }]),
                  ),
                },
              },
            },
          }),
    },
    responses: {
      [status]: {
        description:
          status === 201 ? "Done; the same answer again for the same Idempotency-Key" : "The answer",
        headers: limitHeaders,
        content: { "application/json": { schema: operation.answer } },
      },
      ...refusalsOf(operation),
    },
  };
}

const idempotencyHeader = z.object({
  "Idempotency-Key": z
    .string()
    .regex(/^[\x21-\x7e]{8,100}$/)
    .meta({
      description:
        "Your own id of this write, made before it is sent and sent again unchanged: the same key and body get the " +
        "same answer, the same key with another body gets 422.",
    }),
});

const seconds = { schema: { type: "integer" as const } };
const limitHeaders = {
  "RateLimit-Limit": { ...seconds, description: "Requests that this key may make in a minute" },
  "RateLimit-Remaining": { ...seconds, description: "What is left of them in this minute" },
  "RateLimit-Reset": { ...seconds, description: "Seconds until the next minute begins" },
};

/** By status: the codes it may carry, each with its sentence. */
function refusalsOf(operation: Operation): Path["responses"] {
  const byStatus = Map.groupBy(errorsOf(operation), (code) => statusOf(code));
  const entries = [...byStatus].sort(([a], [b]) => a - b);
  return Object.fromEntries(
    entries.map(([status, codes]) => [
      status,
      {
        description: codes.map((code) => `\`${code}\`: ${errors[code].en} (${errors[code].ja})`).join("\n\n"),
        ...(status === 429 ? { headers: { "Retry-After": { ...seconds, description: "Seconds" } } } : {}),
        content: { "application/json": { schema: refusalOf(codes) } },
      },
    ]),
  );
}

function refusalOf(codes: readonly ErrorCode[]): z.ZodType {
  return z.object({
    error: z.object({
      code: z.enum(codes),
      message: z
        .string()
        .meta({ description: "For a person; Japanese, or English where Accept-Language asks" }),
      details: z.record(z.string(), z.unknown()).optional(),
    }),
    requestId: z.string().meta({ description: "Name it when you ask us about this answer" }),
  });
}
