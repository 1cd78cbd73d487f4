import { type ParsedCode, parseCode, SPEND } from "../../../shared/card/code.ts";
import { fromBase64Url } from "../../../shared/card/key.ts";
import { type ErrorCode, Refusal } from "../../../shared/errors.ts";
import type { Scan } from "../../../shared/purchases/schema.ts";
import type { Deps } from "../../deps.ts";
import type { Actor } from "../../platform/auth/actor.ts";
import { audited, housekeeping } from "../../platform/database/plan.ts";
import type { Bound } from "../../platform/database/prepared.ts";
import { readAgain } from "../../platform/http/once.ts";
import { inTurn } from "../../platform/turns.ts";
import { replayAlert } from "./alert.ts";
import * as store from "./store.ts";
import * as core from "./verify.core.ts";

/** Where and by whom a code is read. */
export interface Reader {
  readonly tillId: string;
  /** Null where a POS read the code. */
  readonly staffId: number | null;
  readonly storeId: number;
  readonly storeName: string;
  readonly actor: Actor;
}

/** A scan that was accepted: who was read, and what the till may do about it for how long. */
export interface OpenScan {
  readonly scanId: string;
  readonly tillId: string;
  readonly storeId: number;
  /** Null where a POS read the code. */
  readonly staffId: number | null;
  readonly maySpend: boolean;
  readonly expiresAtMs: number;
  readonly closed: boolean;
  readonly member: {
    readonly memberId: number;
    readonly publicId: string;
    readonly lineUserId: string | null;
    readonly name: string | null;
    readonly pictureUrl: string | null;
    readonly language: "ja" | "en";
    readonly status: "active" | "suspended" | "left";
    /** Left, because another membership has taken it over. */
    readonly merged: boolean;
  };
}

const earnScanMs = 10 * 60_000;
const spendScanMs = 3 * 60_000;

/**
 * Reads a code at a till and claims it: the protocol's steps 1 to 9, in its order.
 * @throws Refusal with one of the card.* codes; only what the protocol says is counted against handle and till.
 */
export async function readCode(deps: Deps, reader: Reader, input: Scan): Promise<OpenScan> {
  const code = parseCode(input.code);
  if (typeof code === "string") throw new Refusal(code);
  if (input.intent === "spend" && code.purpose !== SPEND) throw new Refusal("card.wrong_purpose");
  // One after the other, of a person and of a card: sent all at once, they would all be looked at before one was counted.
  return inTurn(deps, `reader:${nameOf(reader)}`, () =>
    inTurn(deps, `handle:${code.handle}`, () => readParsed(deps, reader, code)),
  );
}

/** Whose wrong codes are counted together: the person, or the POS by its key. */
function nameOf({ actor, storeId }: Reader): string {
  // A chain may have one key for all its stores; a person who guesses in one must not shut the others.
  return actor.kind === "key" ? `key:${actor.id}/${storeId}` : `${actor.kind}:${actor.id}`;
}

async function readParsed(deps: Deps, reader: Reader, code: ParsedCode): Promise<OpenScan> {
  const nowMs = deps.clock.nowMs();
  await checkLimits(deps, reader, code.handle, nowMs);

  const key = await deps.database.first(store.keyByHandle, { handle: code.handle });
  const pub = key === undefined ? null : fromBase64Url(key.pub);
  const signer =
    key === undefined || pub === null ? null : await deps.cardKeyring.signer(key.kid, key.handle, pub);
  const known = key !== undefined && signer !== null;
  // A key of ours that was taken out of the settings: its devices must enrol anew, and nobody guessed.
  if (key !== undefined && signer === null) throw new Refusal("card.revoked");
  const match = await core.matchStep(signer ?? deps.cardKeyring.dummy, code, nowMs, known);
  if (!known || match.kind !== "hit") {
    throw await readAgain(deps, () => refuseMatch(deps, reader, code, match, nowMs));
  }

  const refusal = core.keyRefusal(
    {
      status: key.status,
      notAfterMs: key.not_after_ms,
      replacedAtMs: key.replaced_at_ms,
      lastOnlineAtMs: key.last_online_at_ms,
      memberStatus: key.member_status,
      memberMerged: key.merged_into_id !== null,
    },
    code.purpose,
    nowMs,
  );
  if (refusal !== null) throw new Refusal(refusal);
  const scanId = await readAgain(deps, () => claim(deps, reader, code, match.step, key.member_id));
  const scan = await scanOf(deps, scanId);
  if (scan === null) throw new Error("a scan that was just written is not there");
  return scan;
}

/** The protocol's step 3. @throws Refusal card.locked or card.rate_limited. */
export async function checkLimits(deps: Deps, reader: Reader, handle: string, nowMs: number): Promise<void> {
  const sinceMs = nowMs - core.limitsLookBackMs;
  const [ofHandle, ofReader] = await Promise.all([
    deps.database.all(store.failuresOfHandle, { handle, sinceMs }),
    deps.database.all(store.failuresOfReader, { reader: nameOf(reader), sinceMs }),
  ]);
  const times = (rows: readonly { at_ms: number }[]): number[] => rows.map((row) => row.at_ms);
  if (core.limitReached(core.handleLimits, times(ofHandle), nowMs)) throw new Refusal("card.locked");
  // The till's limits are counted by who stands at it: a till is a session, and signing in again makes a new one.
  if (core.limitReached(core.tillLimits, times(ofReader), nowMs)) {
    deps.log.warn("card.rate_limited", { tillId: reader.tillId, storeId: reader.storeId });
    throw new Refusal("card.rate_limited");
  }
}

/** Counts a code that did not match and says why: old, ahead (burned, so that it never becomes valid), or unknown. */
export async function refuseMatch(
  deps: Deps,
  reader: Reader,
  code: ParsedCode,
  match: core.Match,
  nowMs: number,
): Promise<Refusal> {
  const refused: ErrorCode =
    match.kind === "old" ? "card.expired" : match.kind === "ahead" ? "card.clock_ahead" : "card.invalid";
  const statements: Bound[] = [
    store.insertFailure.with({
      failureId: deps.ids.ulid(),
      handle: code.handle,
      tillId: reader.tillId,
      reader: nameOf(reader),
      countsForTill: refused === "card.invalid" ? 1 : 0,
      code: refused,
      nowMs,
    }),
  ];
  if (match.kind === "ahead") {
    const { handle, purpose } = code;
    const use = await deps.database.first(store.useOfStep, { handle, purpose, step: match.step });
    if (use === undefined) {
      const burned = {
        handle,
        purpose,
        step: match.step,
        nth: null,
        scanId: null,
        tillId: reader.tillId,
        nowMs,
      };
      statements.push(store.insertUse.with(burned));
    }
  }
  await deps.database.commit(housekeeping("a count of wrong codes and the step it burned", statements));
  return new Refusal(
    refused,
    match.kind === "old" || match.kind === "ahead" ? { steps: match.steps } : undefined,
  );
}

async function claim(
  deps: Deps,
  reader: Reader,
  code: ParsedCode,
  step: number,
  memberId: number,
): Promise<string> {
  const { handle, purpose } = code;
  const nowMs = deps.clock.nowMs();
  const [use, newest] = await Promise.all([
    deps.database.first(store.useOfStep, { handle, purpose, step }),
    deps.database.first(store.newestUse, { handle, purpose }),
  ]);
  const earlierScan = use?.scan_id == null ? null : await scanOf(deps, use.scan_id);
  const decided = core.decideClaim(
    step,
    reader.tillId,
    nowMs,
    use === undefined
      ? null
      : {
          scanId: use.scan_id,
          tillId: use.till_id,
          usedAtMs: use.used_at_ms,
          scanOpen:
            earlierScan !== null &&
            earlierScan.storeId === reader.storeId &&
            !earlierScan.closed &&
            earlierScan.expiresAtMs > nowMs,
        },
    newest === undefined || newest.nth === null ? null : { nth: newest.nth, step: newest.step },
  );
  if (decided.kind === "same") return decided.scanId;
  if (decided.kind === "replayed") {
    if (decided.otherTill) await replayAlert(deps, reader, { handle, purpose, step, memberId });
    throw new Refusal("card.replayed");
  }
  return take(deps, reader, { handle, purpose, step, memberId, nth: decided.nth });
}

interface Taken {
  readonly handle: string;
  readonly purpose: number;
  readonly step: number;
  readonly memberId: number;
  readonly nth: number;
}

async function take(deps: Deps, reader: Reader, taken: Taken): Promise<string> {
  const nowMs = deps.clock.nowMs();
  const scanId = deps.ids.ulid();
  const maySpend = taken.purpose === SPEND;
  const { handle, purpose, step, memberId, nth } = taken;
  const last = await deps.database.first(store.lastScanOf, { memberId });
  const elsewhere = core.readElsewhere(last, reader.storeId, nowMs);
  if (elsewhere) deps.log.warn("card.two_stores", { scanId, storeId: reader.storeId });
  await deps.database.commit(
    audited(
      {
        auditId: deps.ids.ulid(),
        atMs: nowMs,
        actor: reader.actor,
        action: "card.scan",
        subject: `scan:${scanId}`,
        nodeId: reader.storeId,
        details: elsewhere ? { maySpend, twoStores: true } : { maySpend },
      },
      [
        store.insertUse.with({ handle, purpose, step, nth, scanId, tillId: reader.tillId, nowMs }),
        store.insertScan.with({
          scanId,
          memberId,
          storeId: reader.storeId,
          tillId: reader.tillId,
          staffId: reader.staffId,
          maySpend: maySpend ? 1 : 0,
          handle,
          purpose,
          step,
          nowMs,
          expiresAtMs: nowMs + (maySpend ? spendScanMs : earnScanMs),
        }),
      ],
    ),
  );
  return scanId;
}

/** A scan by its id; null where there is none. */
export async function scanOf(deps: Deps, scanId: string): Promise<OpenScan | null> {
  const row = await deps.database.first(store.scanById, { scanId });
  if (row === undefined) return null;
  return {
    scanId: row.scan_id,
    tillId: row.till_id,
    storeId: row.store_id,
    staffId: row.staff_id,
    maySpend: row.may_spend === 1,
    expiresAtMs: row.expires_at_ms,
    closed: row.closed_at_ms !== null,
    member: {
      memberId: row.member_id,
      publicId: row.member_public_id,
      lineUserId: row.member_line_user_id,
      name: row.member_name,
      pictureUrl: row.member_picture_url,
      language: row.member_language,
      status: row.member_status,
      merged: row.merged_into_id !== null,
    },
  };
}

/**
 * The scan a sale is made with: this till's, open, not too old.
 * @throws Refusal scan.not_found (also for another till's), scan.consumed, scan.expired or member.*.
 */
export async function usableScan(deps: Deps, scanId: string, tillId: string): Promise<OpenScan> {
  const scan = await scanOf(deps, scanId);
  if (scan === null || scan.tillId !== tillId) throw new Refusal("scan.not_found");
  if (scan.closed) throw new Refusal("scan.consumed");
  if (scan.expiresAtMs <= deps.clock.nowMs()) throw new Refusal("scan.expired");
  if (scan.member.status === "left") throw goneRefusal(scan.member);
  if (scan.member.status === "suspended") throw new Refusal("member.suspended");
  return scan;
}

/** Why nothing can be done any more about a card of a member who is gone. */
export function goneRefusal({ merged }: Pick<OpenScan["member"], "merged">): Refusal {
  return new Refusal(merged ? "member.merged" : "member.left");
}

/** Ends a scan: with the sale that used it, or because the staff put it away. */
export function planCloseScan(scanId: string, nowMs: number): Bound {
  return store.closeScan.with({ scanId, nowMs });
}
