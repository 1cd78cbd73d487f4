import { expect } from "vitest";
import { errorsOf } from "../../server/features/integrations/document.ts";
import { makeKey } from "../../server/features/integrations/index.ts";
import type { Operation } from "../../server/features/integrations/operation.ts";
import { operations } from "../../server/features/integrations/operations/index.ts";
import { type ApiScope, apiScopes, type MakeKeyAsked } from "../../shared/integrations/schema.ts";
import type { BasketInput, Receipt } from "../../shared/purchases/schema.ts";
import { type Ask, type Client, clientOf } from "./browser-like.ts";
import { newKey } from "./people.ts";
import type { World } from "./world.ts";

/** Another system with a key of ours: it asks as a server does, without cookies. */
export interface Pos {
  readonly client: Client;
  readonly keyId: string;
  readonly token: string;
  post<T>(path: string, body: unknown, key?: string): Promise<T>;
  get<T>(path: string): Promise<T>;
  /** The refusal of a request that must be refused. */
  refused(
    method: "GET" | "POST",
    path: string,
    body?: unknown,
    key?: string,
  ): Promise<{ status: number; code: string; details: Readonly<Record<string, unknown>> }>;
  /** A sale of one amount to a member by number, at a store; `more` is put into the body. */
  sell(
    memberId: string,
    storeId: string,
    amountYen: number,
    more?: Record<string, unknown>,
    key?: string,
  ): Promise<Receipt>;
}

/** With every scope that a key for these stores can have. */
export async function posOf(world: World, asked: Partial<MakeKeyAsked> = {}): Promise<Pos> {
  const { storeIds = null } = asked;
  const scopes = apiScopes.filter((scope) => scope !== "adjustments" || storeIds === null);
  const wanted = { name: "a POS", scopes, storeIds, ...asked };
  const { key, token } = await makeKey(world.deps, { kind: "operator" }, wanted);
  return posWith(world.origin, token, key.keyId);
}

/** The same with a token at hand. */
export function posWith(origin: string, token: string, keyId = ""): Pos {
  const client = clientOf(origin);
  const headers = { authorization: `Bearer ${token}`, "accept-language": "en" };
  const at = (path: string): string => `/api/v1${path}`;
  const told = async <T>(method: "GET" | "POST", path: string, ask: Ask): Promise<T> => {
    const body = await client.ok<T>(method, at(path), ask);
    asDocumented(method, path, body);
    return body;
  };
  const pos: Pos = {
    client,
    keyId,
    token,
    post: (path, body, key = newKey()) => told("POST", path, { body, key, headers }),
    get: (path) => told("GET", path, { headers }),
    async refused(method, path, body, key = newKey()) {
      const asked = method === "GET" ? { headers } : { headers, key, body };
      const { status, error } = await client.refused(method, at(path), asked);
      expect(errorsOf(operationAt(method, path))).toContain(error.code);
      return { status, code: error.code, details: error.details ?? {} };
    },
    sell: (memberId, storeId, amountYen, more = {}, key = newKey()) =>
      pos.post(
        "/purchases",
        {
          who: { memberId },
          storeId,
          tillId: "1",
          receiptNumber: newKey(),
          basket: basketOf(amountYen),
          ...more,
        },
        key,
      ),
  };
  return pos;
}

function operationAt(method: "GET" | "POST", path: string): Operation {
  const [plain = ""] = path.split("?");
  const found = operations.find(
    (operation) =>
      operation.method === method.toLowerCase() &&
      new RegExp(`^${operation.path.replace("{id}", "[^/]+")}$`).test(plain),
  );
  if (found === undefined) throw new Error(`${method} ${path} is not documented`);
  return found;
}

/** Every answer that a test sees is held against its schema, which knows no other fields than the documented ones. */
function asDocumented(method: "GET" | "POST", path: string, body: unknown): void {
  operationAt(method, path).answer.parse(body);
}

/** One line, tax at 10 % included. */
export function basketOf(amountYen: number): BasketInput {
  return {
    amountsAre: "tax_included",
    lines: [{ lineId: "1", quantity: 1, amountYen, taxPerMille: 100 }],
  };
}

/** Public ids of the sample shop's stores, in the order of their codes. */
export async function storeIds(world: World): Promise<readonly [string, string, string]> {
  const rows = await world.deps.database.point
    .selectFrom("node")
    .select("public_id")
    .where("kind", "=", "store")
    .orderBy("code")
    .execute();
  const [first = "", second = "", third = ""] = rows.map((row) => row.public_id);
  return [first, second, third];
}

export async function memberIdOf(world: World, lineUserId: string): Promise<string> {
  const row = await world.deps.database.point
    .selectFrom("member")
    .select("public_id")
    .where("line_user_id", "=", lineUserId)
    .executeTakeFirstOrThrow();
  return row.public_id;
}

export const onlyScopes = (...scopes: ApiScope[]): { scopes: ApiScope[] } => ({ scopes });
