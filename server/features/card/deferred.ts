import { type ParsedCode, parseCode, SPEND } from "../../../shared/card/code.ts";
import { fromBase64Url } from "../../../shared/card/key.ts";
import { Refusal } from "../../../shared/errors.ts";
import type { Deps } from "../../deps.ts";
import type { Bound } from "../../platform/database/prepared.ts";
import { readAgain } from "../../platform/http/once.ts";
import { memberById } from "../members/index.ts";
import { replayAlert } from "./alert.ts";
import { deferredKeyRefusal, matchDeferred, mayTakeOver } from "./deferred.core.ts";
import { checkLimits, type OpenScan, type Reader, refuseMatch, scanOf } from "./scan.ts";
import * as store from "./store.ts";

/** The till that read a code without a network, and whoever hands it in. */
export interface DeferredReader extends Reader {
  /** Of the session that hands in; `tillId` names the device. */
  readonly sessionId: string;
}

/** A code that was good when it was read. Nothing is claimed before `statements` are committed with the sale. */
export interface DeferredScan {
  readonly scan: OpenScan;
  /** The server's time of the reading. */
  readonly takenAtMs: number;
  /** Ten digits: the card that was read. */
  readonly handle: string;
  readonly statements: readonly Bound[];
}

/**
 * Verifies a code of an earlier moment (RMC1, 5.7): purposes 7 and 5, the same one row per step as at any till, and no
 * rule of the newest, because tills come back in any order.
 * @throws Refusal with one of the card.* codes; wrong ones are counted as any other.
 */
export async function readDeferred(
  deps: Deps,
  reader: DeferredReader,
  text: string,
  takenAtMs: readonly number[],
): Promise<DeferredScan> {
  const code = parseCode(text);
  if (typeof code === "string") throw new Refusal(code);
  if (code.purpose === SPEND) throw new Refusal("card.wrong_purpose");
  const nowMs = deps.clock.nowMs();
  await checkLimits(deps, reader, code.handle, nowMs);

  const key = await deps.database.first(store.keyByHandle, { handle: code.handle });
  const pub = key === undefined ? null : fromBase64Url(key.pub);
  const signer =
    key === undefined || pub === null ? null : await deps.cardKeyring.signer(key.kid, key.handle, pub);
  if (key !== undefined && signer === null) throw new Refusal("card.revoked");
  const match = await matchDeferred(signer ?? deps.cardKeyring.dummy, code, takenAtMs, key !== undefined);
  if (key === undefined || match.kind !== "hit") {
    const missed = match.kind === "hit" ? ({ kind: "none" } as const) : match;
    throw await readAgain(deps, () => refuseMatch(deps, reader, code, missed, nowMs));
  }

  // What was sold before a merge is a sale to the member who goes on.
  const { merged_into_id: intoId, left_at_ms: leftAtMs } = key;
  const holder = intoId !== null && (leftAtMs ?? 0) > match.takenAtMs ? await memberById(deps, intoId) : null;
  const state = {
    status: key.status,
    notAfterMs: key.not_after_ms,
    replacedAtMs: key.replaced_at_ms,
    lastOnlineAtMs: key.last_online_at_ms,
    memberStatus: holder?.status ?? key.member_status,
    memberMerged: intoId !== null && holder === null,
  };
  const refusal = deferredKeyRefusal(state, code, match.takenAtMs);
  if (refusal !== null) throw new Refusal(refusal);
  const { handle } = code;
  const claimed = await claim(deps, reader, code, {
    ...match,
    memberId: holder?.memberId ?? key.member_id,
    nowMs,
  });
  return { ...claimed, takenAtMs: match.takenAtMs, handle };
}

interface Hit {
  readonly step: number;
  readonly takenAtMs: number;
  readonly memberId: number;
  readonly nowMs: number;
}

async function claim(
  deps: Deps,
  reader: DeferredReader,
  code: ParsedCode,
  hit: Hit,
): Promise<Pick<DeferredScan, "scan" | "statements">> {
  const { handle, purpose } = code;
  const { step, memberId } = hit;
  const use = await deps.database.first(store.useOfStep, { handle, purpose, step });
  if (use === undefined) return newScan(deps, reader, code, hit);
  const scan = use.scan_id === null ? null : await scanOf(deps, use.scan_id);
  if (scan !== null && mayTakeOver(scan, reader)) return { scan, statements: [] };
  // A burned step was never anybody's reading, and this device's own sale is nothing to warn the member of.
  if (use.scan_id !== null && use.till_id !== reader.tillId && use.till_id !== reader.sessionId) {
    await replayAlert(deps, reader, { handle, purpose, step, memberId });
  }
  throw new Refusal("card.replayed");
}

async function newScan(
  deps: Deps,
  reader: DeferredReader,
  { handle, purpose }: ParsedCode,
  { step, takenAtMs, memberId, nowMs }: Hit,
): Promise<Pick<DeferredScan, "scan" | "statements">> {
  const member = await memberById(deps, memberId);
  if (member === null) throw new Refusal("member.not_found");
  const scanId = deps.ids.ulid();
  const { tillId, storeId, staffId } = reader;
  const statements = [
    store.insertUse.with({ handle, purpose, step, nth: null, scanId, tillId, nowMs }),
    store.insertScan.with({
      scanId,
      memberId,
      storeId,
      tillId,
      staffId,
      maySpend: 0,
      handle,
      purpose,
      step,
      nowMs: takenAtMs,
      expiresAtMs: nowMs,
    }),
  ];
  const scan: OpenScan = {
    scanId,
    tillId,
    storeId,
    staffId,
    maySpend: false,
    expiresAtMs: nowMs,
    closed: false,
    member: { ...member, merged: member.mergedIntoId !== null },
  };
  return { scan, statements };
}
