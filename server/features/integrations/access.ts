import { Refusal } from "../../../shared/errors.ts";
import type { QuoteAsked } from "../../../shared/purchases/schema.ts";
import type { Deps } from "../../deps.ts";
import { type OpenScan, scanOf, usableScan } from "../card/index.ts";
import { type Member, memberByPublicId } from "../members/index.ts";
import type { Handler, Seller } from "../purchases/index.ts";
import { openStore, type PlaceNode, storeNode } from "../stores/index.ts";
import type { Caller } from "./caller.ts";
import { covers } from "./keys.core.ts";

/**
 * The store a request names.
 * @throws Refusal store.not_found, or key.store for one that is not the key's.
 */
export async function storeFor(deps: Deps, caller: Caller, storeId: string): Promise<PlaceNode> {
  const store = await openStore(deps, storeId);
  if (!covers(caller.paths, store.path)) throw new Refusal("key.store", { storeId });
  return store;
}

/** @throws Refusal member.not_found. Members are the whole shop's, so any key may find one. */
export async function memberFor(deps: Deps, memberId: string): Promise<Member> {
  const member = await memberByPublicId(deps, memberId);
  if (member === null) throw new Refusal("member.not_found");
  return member;
}

/** What a POS calls its tills is its own; beside the key's name two systems' names never meet. */
export function tillName(caller: Caller, tillId: string): string {
  return `${tillsOf(caller)}${tillId}`;
}

function tillsOf(caller: Caller): string {
  return `${caller.family}/`;
}

/**
 * A scan this key has made, whichever of its tills: a reader at the entrance may read for the till.
 * @throws Refusal scan.*, and scan.not_found for another system's.
 */
async function scanFor(deps: Deps, caller: Caller, scanId: string): Promise<OpenScan> {
  const scan = await scanOf(deps, scanId);
  if (scan === null || !scan.tillId.startsWith(tillsOf(caller))) throw new Refusal("scan.not_found");
  return usableScan(deps, scanId, scan.tillId);
}

interface Selling {
  readonly who: QuoteAsked["who"];
  readonly storeId: string;
  readonly tillId?: string;
}

/**
 * Who sells what to whom, where. A member who is only named may earn; using points needs a code that was read, because
 * a number can be known to anybody.
 */
export async function sellerFor(deps: Deps, caller: Caller, selling: Selling): Promise<Seller> {
  const store = await storeFor(deps, caller, selling.storeId);
  const always = {
    actor: caller.actor,
    storeNode: store,
    tillId: selling.tillId ?? "",
    staffId: null,
    staffName: null,
    source: "api" as const,
  };
  if ("memberId" in selling.who) {
    const { memberId } = await memberFor(deps, selling.who.memberId);
    return { ...always, memberId, maySpend: false, scanId: null };
  }
  const scan = await scanFor(deps, caller, selling.who.scanId);
  if (scan.storeId !== store.nodeId) throw new Refusal("scan.not_found");
  const { memberId } = scan.member;
  return { ...always, memberId, maySpend: scan.maySpend, scanId: scan.scanId };
}

/** Who stands at the till that a scan was made at. @throws Refusal scan.*, and key.store. */
export async function sellerOfScan(deps: Deps, caller: Caller, scanId: string): Promise<Seller> {
  const scan = await scanFor(deps, caller, scanId);
  const node = await storeNode(deps, scan.storeId);
  if (node === null) throw new Refusal("store.not_found");
  const selling = { who: { scanId }, storeId: node.publicId, tillId: scan.tillId };
  return sellerFor(deps, caller, selling);
}

/** Who returns, undoes or settles: this key, at the sale's own store and till, where that store is the key's. */
export function handlerFor(caller: Caller, notFound: "purchase.not_found" | "hold.not_found"): Handler {
  return {
    actor: caller.actor,
    staffId: null,
    storeNode: null,
    tillId: null,
    refuses: (sold) => (covers(caller.paths, sold.store_path) ? null : notFound),
  };
}
