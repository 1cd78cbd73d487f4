import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { migratedEngine } from "./engines.ts";
import * as row from "./rows.ts";

test.each([
  ["sqlite", "node.md"],
  ["postgres", "postgres.md"],
] as const)("the 3 questions that the guide asks %s at night are answered", async (name, file) => {
  const text = readFileSync(new URL(`../../docs/guides/${file}`, import.meta.url), "utf8");
  const asked = [...text.matchAll(/"(SELECT [^"]+)"/g)].map(([, sql = ""]) => sql);
  expect(asked).toHaveLength(3);
  const { database, close } = await migratedEngine(name);
  await row.commit(database, ...row.shop());
  const memberId = row.newNumber();
  const publicId = row.newId();
  await row.commit(
    database,
    row.member({ member_id: memberId, public_id: publicId }),
    row.account(memberId),
    row.hold(memberId, { points: 15 }),
  );
  const [runs, member, holds] = await Promise.all(
    asked.map((sql) => row.rows(database, sql.replace("= 123", `= ${memberId}`))),
  );
  expect(runs).toEqual([]);
  expect(member).toEqual([{ public_id: publicId }]);
  expect(holds).toMatchObject([{ points: 15 }]);
  await close();
});

test("the 4 questions that the guide asks when messages do not go out are answered", async () => {
  const text = readFileSync(new URL("../../docs/guides/messages.md", import.meta.url), "utf8");
  const asked = [...text.matchAll(/"(SELECT [^"]+)"/g)].map(([, sql = ""]) => sql);
  expect(asked).toHaveLength(4);
  const { database, close } = await migratedEngine("sqlite");
  await row.commit(
    database,
    row.outboxRow("waits", { reason: "receipt", outcome: "server_error", line_status: 500 }),
    row.outboxRow("failed", { status: "refused", reason: "campaign", queued_at_ms: Date.now() }),
    row.lineEvent("event-1", { status: "dead", failure: "no disk" }),
  );
  const [sending, waiting, failed, dead] = await Promise.all(asked.map((sql) => row.rows(database, sql)));
  expect(sending).toMatchObject([{ stopped_by: null, held_why: null }]);
  expect(waiting).toMatchObject([{ reason: "receipt", outcome: "server_error", line_status: 500 }]);
  expect(failed).toMatchObject([{ reason: "campaign", status: "refused" }]);
  expect(dead).toMatchObject([{ type: "message", failure: "no disk" }]);
  await close();
});
