import { addDays, startOfDay } from "../../../shared/dates.ts";
import { Refusal } from "../../../shared/errors.ts";
import type { KeyList, KeyMade, KeyView, MakeKeyAsked } from "../../../shared/integrations/schema.ts";
import type { Deps } from "../../deps.ts";
import type { Actor } from "../../platform/auth/actor.ts";
import { type AuditRow, audited } from "../../platform/database/plan.ts";
import type { ApiKeyTable } from "../../platform/database/tables.ts";
import { sha256 } from "../../platform/hash.ts";
import { mayManage, nodeByPublicId, roleAt, type Staff } from "../stores/index.ts";
import { type Key, scopesIn, statusOfKey, tokenOf } from "./keys.core.ts";
import * as store from "./store.ts";

/** Of the settings only the shop's zone, so that an operator needs no others at hand. */
export type KeyDeps = Pick<Deps, "database" | "clock" | "ids"> & {
  readonly settings: Pick<Deps["settings"], "timeZone">;
};

/** Who looks after keys: the operator at the machine, or a person with their roles. */
export type KeyKeeper = { readonly kind: "operator" } | { readonly kind: "staff"; readonly staff: Staff };

const usualPerMinute = 600;
const hourMs = 3_600_000;

/**
 * A new key, and its token, which is shown this once. It has no `Idempotency-Key`: an answer that is kept would keep the
 * token; a key whose token was lost on the way is revoked.
 * @throws Refusal session.forbidden beyond the maker's own stores, and for adjustments by anybody but an owner;
 * request.invalid for adjustments by a key of some stores: a member's points belong to no store, so such a key would
 * move everybody's.
 */
export async function makeKey(deps: KeyDeps, keeper: KeyKeeper, asked: MakeKeyAsked): Promise<KeyMade> {
  const nodes = await placesOf(deps, asked.storeIds);
  mustKeep(
    keeper,
    nodes.map(({ path }) => path),
    asked.scopes.includes("adjustments"),
  );
  if (asked.storeIds !== null && asked.scopes.includes("adjustments")) {
    throw new Refusal("request.invalid", {
      fields: [{ field: "scopes", problem: "adjustments cannot be limited to stores" }],
    });
  }
  const nowMs = deps.clock.nowMs();
  const expiresAtMs =
    asked.expiresOn === undefined ? null : startOfDay(addDays(asked.expiresOn, 1), deps.settings.timeZone);
  const keyId = deps.ids.publicId();
  const token = newToken(deps);
  const statement = store.insertKey.with({
    keyId,
    family: keyId,
    tokenHash: sha256(token),
    name: asked.name,
    scopes: [...new Set(asked.scopes)].sort().join(" "),
    storeIds: asked.storeIds === null ? null : JSON.stringify(asked.storeIds),
    perMinuteMax: asked.perMinuteMax ?? usualPerMinute,
    madeBy: nameOf(actorOf(keeper)),
    nowMs,
    expiresAtMs,
  });
  await deps.database.commit(audited(rowOf(deps, keeper, "integrations.make_key", keyId), [statement]));
  return { key: await viewOf(deps, await mustFind(deps, keeper, keyId)), token };
}

/**
 * A new token with the same rights; the old one works for so many hours more, so that tills can be changed one by one.
 * @throws Refusal key.not_found, key.revoked, or key.expired for one that was replaced or has ended.
 */
export async function rotateKey(
  deps: KeyDeps,
  keeper: KeyKeeper,
  keyId: string,
  oldForHours: number,
): Promise<KeyMade> {
  const old = await mustFind(deps, keeper, keyId);
  const nowMs = deps.clock.nowMs();
  const status = statusOfKey(old, nowMs);
  if (status === "revoked") throw new Refusal("key.revoked");
  if (status !== "active") throw new Refusal("key.expired", { replacedBy: old.replacedBy });
  const newId = deps.ids.publicId();
  const token = newToken(deps);
  const endsAtMs = nowMs + oldForHours * hourMs;
  const statements = [
    store.insertKey.with({
      keyId: newId,
      family: old.family,
      tokenHash: sha256(token),
      name: old.name,
      scopes: old.scopes.join(" "),
      storeIds: old.storeIds === null ? null : JSON.stringify(old.storeIds),
      perMinuteMax: old.perMinuteMax,
      madeBy: nameOf(actorOf(keeper)),
      nowMs,
      expiresAtMs: old.expiresAtMs,
    }),
    store.replaceKey.with({
      keyId,
      replacedBy: newId,
      expiresAtMs: Math.min(endsAtMs, old.expiresAtMs ?? endsAtMs),
    }),
  ];
  await deps.database.commit(audited(rowOf(deps, keeper, "integrations.rotate_key", keyId), statements));
  return { key: await viewOf(deps, await mustFind(deps, keeper, newId)), token };
}

/** Ends a key at once, with every token of its family. */
export async function revokeKey(deps: KeyDeps, keeper: KeyKeeper, keyId: string): Promise<KeyView> {
  const { family } = await mustFind(deps, keeper, keyId);
  const statement = store.revokeFamily.with({ family, nowMs: deps.clock.nowMs() });
  await deps.database.commit(audited(rowOf(deps, keeper, "integrations.revoke_key", keyId), [statement]));
  return viewOf(deps, await mustFind(deps, keeper, keyId));
}

/** The keys this keeper may rotate and revoke, the newest first. */
export async function listKeys(deps: KeyDeps, keeper: KeyKeeper): Promise<KeyList> {
  const keys = (await deps.database.all(store.allKeys, {})).map(keyOf);
  const kept: Key[] = [];
  for (const key of keys) if (await keeps(deps, keeper, key)) kept.push(key);
  kept.sort((a, b) => b.madeAtMs - a.madeAtMs);
  return { keys: await Promise.all(kept.map((key) => viewOf(deps, key))) };
}

export function keyOf(row: ApiKeyTable): Key {
  return {
    keyId: row.key_id,
    family: row.family,
    name: row.name,
    scopes: scopesIn(row.scopes),
    storeIds: row.store_ids === null ? null : idsIn(row.store_ids),
    perMinuteMax: row.per_minute_max,
    madeAtMs: row.made_at_ms,
    expiresAtMs: row.expires_at_ms,
    replacedBy: row.replaced_by,
    revokedAtMs: row.revoked_at_ms,
    lastUsedOn: row.last_used_on,
  };
}

/** What `makeKey` wrote, read back. */
function idsIn(text: string): readonly string[] {
  return JSON.parse(text) as readonly string[];
}

function newToken(deps: KeyDeps): string {
  return tokenOf(Buffer.from(deps.ids.secret(), "base64url"));
}

/** @throws Refusal key.not_found, also for a key of stores that are not the keeper's. */
async function mustFind(deps: KeyDeps, keeper: KeyKeeper, keyId: string): Promise<Key> {
  const row = await deps.database.first(store.keyById, { keyId });
  const key = row === undefined ? null : keyOf(row);
  if (key === null || !(await keeps(deps, keeper, key))) throw new Refusal("key.not_found");
  return key;
}

async function keeps(deps: KeyDeps, keeper: KeyKeeper, key: Key): Promise<boolean> {
  const nodes = await placesOf(deps, key.storeIds);
  return mayKeep(
    keeper,
    nodes.map(({ path }) => path),
    key.scopes.includes("adjustments"),
  );
}

/** A key for the whole shop is kept by who manages the whole shop; one that moves points by hand, by owners alone. */
function mayKeep(keeper: KeyKeeper, paths: readonly string[], adjusts: boolean): boolean {
  if (keeper.kind === "operator") return true;
  const roles = paths.map((path) => roleAt(keeper.staff.grants, path));
  return roles.length > 0 && roles.every((role) => (adjusts ? role === "owner" : mayManage(role)));
}

function mustKeep(keeper: KeyKeeper, paths: readonly string[], adjusts: boolean): void {
  if (!mayKeep(keeper, paths, adjusts)) throw new Refusal("session.forbidden");
}

interface Place {
  readonly publicId: string;
  readonly name: string;
  readonly path: string;
}

const wholeShop: Place = { publicId: "", name: "", path: "/" };

/** The stores and areas named; the whole tree for null. @throws Refusal store.not_found. */
async function placesOf(deps: KeyDeps, storeIds: readonly string[] | null): Promise<readonly Place[]> {
  if (storeIds === null) return [wholeShop];
  const nodes = await Promise.all(storeIds.map((publicId) => nodeByPublicId(deps, publicId)));
  return nodes.map((node, index) => {
    if (node === null) throw new Refusal("store.not_found", { storeId: storeIds[index] ?? "" });
    return node;
  });
}

async function viewOf(deps: KeyDeps, key: Key): Promise<KeyView> {
  const places = key.storeIds === null ? null : await placesOf(deps, key.storeIds);
  return {
    keyId: key.keyId,
    name: key.name,
    scopes: key.scopes,
    stores: places?.map(({ publicId, name }) => ({ publicId, name })) ?? null,
    perMinuteMax: key.perMinuteMax,
    status: statusOfKey(key, deps.clock.nowMs()),
    madeAtMs: key.madeAtMs,
    expiresAtMs: key.expiresAtMs,
    replacedBy: key.replacedBy,
    lastUsedOn: key.lastUsedOn,
  };
}

function actorOf(keeper: KeyKeeper): Actor {
  if (keeper.kind === "operator") return { kind: "system", id: "operator" };
  const role = roleAt(keeper.staff.grants, "/") ?? keeper.staff.grants[0]?.role ?? "manager";
  return { kind: "staff", id: keeper.staff.publicId, role };
}

function nameOf({ kind, id }: Actor): string {
  return `${kind}:${id}`;
}

function rowOf(deps: KeyDeps, keeper: KeyKeeper, action: string, keyId: string): AuditRow {
  return {
    auditId: deps.ids.ulid(),
    atMs: deps.clock.nowMs(),
    actor: actorOf(keeper),
    action,
    subject: `key:${keyId}`,
    nodeId: null,
  };
}
