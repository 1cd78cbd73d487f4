import { afterAll, beforeAll, expect, test } from "vitest";
import { applyFile, applyFiles } from "../../server/features/points/adjustment-apply.ts";
import { tick } from "../../server/jobs.ts";
import type { AdjustmentFiles } from "../../shared/points/adjustments/schema.ts";
import { type Desk, deskOf } from "../support/console.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
let owner: Desk;
const ids: string[] = [];
beforeAll(async () => {
  world = await openWorld({ ticks: false });
  owner = await deskOf(world, await world.owner());
  for (const name of ["壱", "弐", "参"]) {
    await world.member(name);
    ids.push((await owner.member(name)).member.publicId);
  }
});
afterAll(() => world.close());

const balanceOf = async (index: number): Promise<number> =>
  (await owner.client.ok<{ points: { balance: number } }>("GET", `/api/console/members/${ids[index]}`)).points
    .balance;
const csv = (...rows: string[]): string => ["会員番号,ポイント,理由", ...rows].join("\r\n");

test("a file is only checked at first; applied, it gives 300, takes 100, and says by whom", async () => {
  const file = await owner.check(
    csv(`${ids[0]},300,お詫び`, `${ids[0]},−100,訂正`, "", ",,", `${ids[1]},50,①髙`),
  );
  expect(file).toMatchObject({
    status: "checked",
    encoding: "utf-8",
    rowsTotal: 3,
    pointsGiven: 350,
    pointsTaken: 100,
    members: 2,
    errorsTotal: 0,
  });
  expect(await balanceOf(0)).toBe(0);
  const applied = await owner.apply(file.fileId);
  expect(applied).toMatchObject({ status: "applied", appliedRows: 3, actorName: "縁田 結" });
  expect([await balanceOf(0), await balanceOf(1)]).toEqual([200, 50]);
});

test("the same file again changes nothing and says when and by whom it was applied", async () => {
  const again = await owner.check(
    csv(`${ids[0]},300,お詫び`, `${ids[0]},−100,訂正`, "", ",,", `${ids[1]},50,①髙`),
    "another-name.csv",
  );
  expect(again).toMatchObject({ status: "applied", actorName: "縁田 結", name: "file.csv" });
  expect(again.atMs).toBe(world.clock.nowMs());
  await owner.apply(again.fileId);
  expect(await balanceOf(0)).toBe(200);
  const { files } = await owner.client.ok<AdjustmentFiles>("GET", "/api/console/adjustment-files");
  expect(files.map((file) => file.fileId)).toEqual([again.fileId]);
});

test("the same cells saved again with a BOM, as CP932, with LF or with a blank row are the same file", async () => {
  const { encodeCp932 } = await import("../../server/platform/files/cp932.ts");
  const same = csv(`${ids[0]},300,お詫び`, `${ids[0]},−100,訂正`, "", ",,", `${ids[1]},50,①髙`);
  const encoded = await encodeCp932(same.replace("−", "－"));
  if (!("bytes" in encoded)) throw new Error("the test's own text cannot be encoded");
  const { fileId } = await owner.check(same);
  for (const saved of [
    `\ufeff${same}`,
    same.replaceAll("\r\n", "\n"),
    `${same},,\r\n,,,\r\n`,
    encoded.bytes,
  ]) {
    expect(await owner.check(saved)).toMatchObject({ fileId, status: "applied" });
  }
  expect(await owner.check(same.replace("300", "301"))).toMatchObject({ status: "checked" });
});

test("a row with the key and the member of an applied row is counted in the next file, and the other 2 are not", async () => {
  const keyed = (...rows: string[]): string => ["会員番号,ポイント,理由,管理番号", ...rows].join("\r\n");
  const first = await owner.check(keyed(`${ids[2]},7,x,A-1`, `${ids[2]},-7,x,A-2`));
  expect(first.repeatedRows).toBe(0);
  await owner.apply(first.fileId);
  const next = await owner.check(keyed(`${ids[2]},7,y,A-1`, `${ids[1]},7,y,A-2`, `${ids[2]},7,y,`));
  expect([next.status, next.repeatedRows]).toEqual(["checked", 1]);
  const path = `/api/console/adjustment-files/${next.fileId}`;
  expect(await owner.client.ok("GET", path)).toMatchObject({ repeatedRows: 1 });
});

test("one wrong row refuses all 3, with line, column and value, and nothing is kept", async () => {
  const file = await owner.check(csv(`${ids[0]},10,x`, "nobody,10,x", `${ids[1]},−51,x`));
  expect(file).toMatchObject({ status: "refused", fileId: "", errorsTotal: 2 });
  expect(file.errors.map(({ line, value, problem, limit }) => [line, value, problem, limit])).toEqual([
    [3, "nobody", "member_not_found", null],
    [4, "-51", "not_enough", 50],
  ]);
  expect(await balanceOf(0)).toBe(200);
});

test("acceptance test 20: CP932 with ①, 髙 and leading zeros comes back whole in the result file, in CP932 and in UTF-8", async () => {
  const { encodeCp932 } = await import("../../server/platform/files/cp932.ts");
  const encoded = await encodeCp932(csv(`${ids[2]},70,①髙－00123,,`));
  if (!("bytes" in encoded)) throw new Error("the test's own text cannot be encoded");
  const file = await owner.check(encoded.bytes);
  expect(file).toMatchObject({ encoding: "cp932", status: "checked" });
  expect(file.firstRows[0]).toMatchObject({ reason: "①髙－00123", points: 70 });
  await owner.apply(file.fileId);
  for (const encoding of ["cp932", "utf-8"]) {
    const response = await fetch(
      `${world.origin}/api/console/adjustment-files/${file.fileId}/result?encoding=${encoding}&language=ja`,
      { headers: { cookie: [...owner.client.cookies].map(([k, v]) => `${k}=${v}`).join("; ") } },
    );
    const decoder = new TextDecoder(encoding === "cp932" ? "shift_jis" : "utf-8");
    const lines = decoder.decode(await response.arrayBuffer()).split("\r\n");
    expect(lines[1]).toBe(`2,${ids[2]},70,70,0,反映済み,①髙－00123`);
  }
});

test("a manager's file may move 5,000 points a row and 100,000 in all", async () => {
  const manager = await deskOf(world, await world.staff("店長 一郎", undefined, "manager"));
  const rows = Array.from({ length: 21 }, (_, nth) => `${ids[nth % 3]},5000,x${nth}`);
  expect((await manager.check(csv(...rows))).errors).toMatchObject([
    { line: 0, problem: "above_limit", limit: 100_000 },
  ]);
  expect((await manager.check(csv(`${ids[0]},5001,x`))).errors).toMatchObject([
    { line: 2, problem: "above_limit", limit: 5_000 },
  ]);
  const twenty = await manager.check(csv(...rows.slice(0, 20)));
  expect(twenty.status).toBe("checked");
});

test("points that were spent after the check refuse the file as a whole when it is accepted", async () => {
  const file = await owner.check(csv(`${ids[1]},-50,x`, `${ids[0]},1,x`));
  expect(file.status).toBe("checked");
  await owner.adjust(ids[1] ?? "", -10);
  const { status, error } = await owner.client.refused(
    "POST",
    `/api/console/adjustment-files/${file.fileId}/apply`,
    { body: {} },
  );
  expect([status, error.code]).toEqual([409, "adjustment.file_refused"]);
  expect(error.details).toMatchObject({ errors: [{ line: 2, problem: "not_enough", limit: 40 }] });
  expect([await balanceOf(0), await balanceOf(1)]).toEqual([200, 40]);
});

/** Accepts a file without applying it, as a server does that dies right after. */
async function accepted(rows: readonly string[]): Promise<string> {
  const { acceptFile } = await import("../../server/features/points/adjustment-file.ts");
  const { fileId } = await owner.check(csv(...rows));
  const id = owner.state.staff.publicId;
  await acceptFile(world.deps, { kind: "staff", id, role: "owner" }, fileId);
  return fileId;
}

test("a file of 500 rows that stops after 50 is gone on with by the tick, and every row counts once", async () => {
  const before = await balanceOf(2);
  const fileId = await accepted(Array.from({ length: 500 }, (_, nth) => `${ids[2]},1,行${nth}`));
  await applyFile(world.deps, fileId, 0);
  expect(await balanceOf(2)).toBe(before + 50);
  while ((await tick(world.deps, { forMs: 1_000 })) > 0);
  expect(await balanceOf(2)).toBe(before + 500);
  expect(await owner.client.ok("GET", `/api/console/adjustment-files/${fileId}`)).toMatchObject({
    status: "applied",
    appliedRows: 500,
  });
});

test("3 processes that apply the same 300 rows at once, beside 20 other adjustments, apply each once", async () => {
  const before = await balanceOf(2);
  const rows = Array.from({ length: 300 }, (_, nth) => `${ids[2]},2,並行${nth}`);
  const fileId = await accepted(rows);
  const until = world.clock.nowMs() + 60_000;
  const others = Array.from({ length: 20 }, () => owner.adjust(ids[2] ?? "", 1).catch(() => null));
  await Promise.all([1, 2, 3].map(() => applyFiles(world.deps, until).catch(() => 0)));
  const given = (await Promise.all(others)).filter((answer) => answer !== null).length;
  while ((await applyFiles(world.deps, until)) > 0);
  expect(await balanceOf(2)).toBe(before + 600 + given);
  const kept = await world.deps.database.point
    .selectFrom("adjustment")
    .select("row_key")
    .where("file_id", "=", fileId)
    .execute();
  expect(new Set(kept.map((row) => row.row_key)).size).toBe(300);
  expect(kept.length).toBe(300);
});

test("what was taken before an accepted file came to it is owed, and repaid by the next points", async () => {
  await world.member("四");
  const four = (await owner.member("四")).member.publicId;
  await owner.adjust(four, 100);
  const fileId = await accepted([`${four},-100,x`]);
  await owner.adjust(four, -60);
  await applyFile(world.deps, fileId, 0);
  expect((await owner.member("四")).points).toMatchObject({ balance: 0, debt: 60 });
  await owner.adjust(four, 80);
  expect((await owner.member("四")).points).toMatchObject({ balance: 20, debt: 0 });
});

test("10,001 rows and 4 MB are refused, and so is a spreadsheet's own format", async () => {
  const rows = Array.from({ length: 10_001 }, () => `${ids[0]},1,x`);
  await expect(owner.check(csv(...rows))).rejects.toThrow("request.too_large");
  await expect(owner.check("x".repeat(4 * 1024 * 1024 + 1))).rejects.toThrow("request.too_large");
  await expect(owner.check(Uint8Array.from([0x50, 0x4b, 3, 4, 0, 0]))).rejects.toThrow("csv.unreadable");
});

test("a dry run that nobody accepted is forgotten after a day, and can be checked again", async () => {
  const rows = [`${ids[0]},3,忘れる`];
  const first = await owner.check(csv(...rows));
  expect((await owner.check(csv(...rows))).fileId).not.toBe(first.fileId);
  const { purgeCheckedFiles } = await import("../../server/features/points/adjustment-file.ts");
  world.clock.advanceBy(25 * 3_600_000);
  await purgeCheckedFiles(world.deps);
  const left = await world.deps.database.point
    .selectFrom("adjustment_file")
    .select("file_id")
    .where("status", "=", "checked")
    .execute();
  expect(left).toEqual([]);
});
