import type { Deps } from "../../deps.ts";
import type { Actor } from "../../platform/auth/actor.ts";
import { audited } from "../../platform/database/plan.ts";
import { friendLineOf, type Member, mergedNumbers, profileOfMember } from "../members/index.ts";
import { parts, rowInFile } from "./export.core.ts";

const pageRows = 500;

/**
 * Everything that is held about a member, as one JSON object in pieces of text: memory stays flat however long they have been
 * a member, and a file that was cut off is no JSON. `asStaff` adds what staff wrote for each other. The audit log says who
 * made it before the first piece is read.
 */
export async function exportMember(
  deps: Deps,
  actor: Actor,
  member: Member,
  { asStaff }: { readonly asStaff: boolean },
): Promise<AsyncGenerator<string>> {
  const madeAtMs = deps.clock.nowMs();
  const row = {
    ...{ auditId: deps.ids.ulid(), atMs: madeAtMs, actor, action: "members.export" },
    ...{ subject: `member:${member.publicId}`, nodeId: null },
  };
  const [profile, mergedFrom, line] = await Promise.all([
    profileOfMember(deps, member.memberId),
    mergedNumbers(deps, member.memberId),
    friendLineOf(deps, member.lineUserId),
  ]);
  await deps.database.commit(audited(row, []));
  const { memberId: _, mergedIntoId: __, publicId, ...known } = member;
  const head = {
    ...{ format: "goen-member-1", madeAtMs, timeZone: deps.settings.timeZone },
    member: { number: publicId, ...known },
    ...{ mergedFrom, line, profile },
  };
  return piecesOf(deps, member, JSON.stringify(head), asStaff);
}

async function* piecesOf(deps: Deps, member: Member, head: string, asStaff: boolean): AsyncGenerator<string> {
  yield head.slice(0, -1);
  for (const { name, rows, staffs } of parts) {
    if (staffs && !asStaff) continue;
    yield `,\n${JSON.stringify(name)}:[`;
    for (let offset = 0, more = true; more; offset += pageRows) {
      const page = await rows(deps.database.report, member, { limit: pageRows, offset });
      more = page.length === pageRows;
      if (page.length === 0) continue;
      const lines = page.map((one) => JSON.stringify(rowInFile(one))).join(",\n");
      yield `${offset === 0 ? "" : ","}\n${lines}`;
    }
    yield "]";
  }
  yield "}\n";
}

/** The pieces as the body of an answer, each read when the one before was taken. */
export function streamOf(pieces: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const next = await pieces.next();
      if (next.done === true) controller.close();
      else controller.enqueue(encoder.encode(next.value));
    },
    async cancel() {
      await pieces.return(undefined);
    },
  });
}
