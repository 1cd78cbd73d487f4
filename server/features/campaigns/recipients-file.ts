import { type RecipientState, recipientStateWords } from "../../../shared/campaigns/words.ts";
import { Refusal } from "../../../shared/errors.ts";
import { memberNumberWords } from "../../../shared/members/number-words.ts";
import type { Deps } from "../../deps.ts";
import type { Actor } from "../../platform/auth/actor.ts";
import { audited } from "../../platform/database/plan.ts";
import * as reading from "./store-reading.ts";

/** Rows of a file that a spreadsheet still opens. */
const fileMax = 500_000;
const head = ["会員番号", "名前", "パターン", "状態"];

/** Who was of a run's audience and what became of each, as cells, with the campaign's name. @throws Refusal campaign.not_found */
export async function recipientsFile(
  deps: Deps,
  actor: Actor,
  runPublicId: string,
  reason: string | undefined,
): Promise<{ readonly name: string; readonly rows: readonly (readonly (string | number)[])[] }> {
  const run = await deps.database.first(reading.runByPublicId, { publicId: runPublicId });
  if (run === undefined) throw new Refusal("campaign.not_found");
  const page = { limit: fileMax, offset: 0 };
  const rows = await reading.recipients(deps.database.report, run.run_id, reason, page);
  const audit = {
    ...{ auditId: deps.ids.ulid(), atMs: deps.clock.nowMs(), actor, action: "campaigns.export" },
    ...{
      subject: `campaign:${run.campaign_id}`,
      nodeId: null,
      details: { run: runPublicId, members: rows.length },
    },
  };
  await deps.database.commit(audited(audit, []));
  const cells = rows.map((row) => [
    ...[memberNumberWords(row.public_id), row.name ?? ""],
    row.variant === null ? "" : (variantNames[row.variant] ?? ""),
    wordsOf(row.state),
  ]);
  return { name: run.name, rows: [head, ...cells] };
}

const variantNames = ["A", "B", "C", "D"];

function wordsOf(state: string): string {
  return state in recipientStateWords ? recipientStateWords[known(state)][0] : state;
}

/** It was looked for among the keys a moment ago. */
function known(state: string): RecipientState {
  return state as RecipientState;
}
