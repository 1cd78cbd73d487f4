import type { CodeBatches } from "../../../../shared/coupons/console.ts";
import { Refusal } from "../../../../shared/errors.ts";
import type { Deps } from "../../../deps.ts";
import type { Actor } from "../../../platform/auth/actor.ts";
import { answerRow, once, type Write } from "../../../platform/http/once.ts";
import { bytesPerCode, codeFrom, printedCode } from "./codes.core.ts";
import { commit } from "./publish.ts";
import { couponState } from "./state.ts";
import * as store from "./store.ts";

const codesPerStatement = 1_000;

export interface BatchMade {
  readonly batch: string;
  readonly made: number;
}

/**
 * Makes single-use codes, at most ten thousand at once.
 * @throws Refusal coupon.no_codes where the coupon is not issued, or not given by codes.
 */
export function makeCodes(
  deps: Deps,
  actor: Actor,
  couponId: string,
  count: number,
  write: Write,
): Promise<BatchMade> {
  return once(deps, write, async () => {
    const { status, published } = await couponState(deps, couponId);
    if (status !== "issued" || published?.issue.to !== "unique_codes") throw new Refusal("coupon.no_codes");
    const nowMs = deps.clock.nowMs();
    const batch = deps.ids.ulid();
    const codes = [...newCodes(deps, count)];
    const statements = [];
    for (let at = 0; at < codes.length; at += codesPerStatement) {
      const rows = codes.slice(at, at + codesPerStatement).map((code) => [code, couponId, batch, nowMs]);
      statements.push(store.insertCodes.with(rows));
    }
    const made = { batch, made: codes.length };
    statements.push(answerRow(write, made, nowMs));
    await commit(deps, actor, "coupons.make_codes", couponId, nowMs, statements, made);
    return made;
  });
}

/** A secret has the bytes of two codes. */
function newCodes(deps: Pick<Deps, "ids">, count: number): ReadonlySet<string> {
  const codes = new Set<string>();
  while (codes.size < count) {
    const bytes = Buffer.from(deps.ids.secret(), "base64url");
    codes.add(codeFrom(bytes));
    if (codes.size < count) codes.add(codeFrom(bytes.subarray(bytesPerCode)));
  }
  return codes;
}

export async function codeBatches(deps: Deps, couponId: string): Promise<CodeBatches> {
  await couponState(deps, couponId);
  const rows = await deps.database.all(store.codeBatches, { couponId });
  return {
    batches: rows.map((row) => ({
      batch: row.batch,
      made: Number(row.made),
      used: Number(row.used),
      madeAtMs: Number(row.made_at_ms),
    })),
  };
}

/** The codes of a batch as rows of a file, with a heading; who has taken them is in the audit log. */
export async function codeRows(
  deps: Deps,
  actor: Actor,
  couponId: string,
  batch: string,
  language: "ja" | "en",
): Promise<readonly (readonly string[])[]> {
  await couponState(deps, couponId);
  const rows = await deps.database.all(store.codesOfBatch, { couponId, batch });
  const details = { batch, codes: rows.length };
  await commit(deps, actor, "coupons.export_codes", couponId, deps.clock.nowMs(), [], details);
  const [used, unused] = language === "ja" ? ["使用済み", "未使用"] : ["used", "unused"];
  const head = language === "ja" ? ["コード", "状態"] : ["code", "state"];
  return [
    head,
    ...rows.map((row) => [printedCode(row.folded_code), row.used_at_ms === null ? unused : used]),
  ];
}
