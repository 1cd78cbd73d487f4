import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openSqlite } from "../../server/platform/database/sqlite.ts";
import { emulatorOptions, shop } from "../demo/shop.ts";
import { type Emulator, startEmulator } from "../emulator/index.ts";
import { eventually } from "../support/clock.ts";
import { deskOf } from "../support/console.ts";
import { phoneOf, secretIn, tillOf } from "../support/people.ts";
import { freePort } from "../support/world.ts";
import { type Mortal, startMortal } from "./mortal.ts";

const rows = 3_000;
const deathsWanted = 4;

let folder: string;
let emulator: Emulator;
let mortal: Mortal;
let origin: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "goen-crash-"));
  const port = await freePort();
  origin = `http://127.0.0.1:${port}`;
  emulator = await startEmulator(emulatorOptions({ appOrigin: origin, emulatorPort: 0, friends: [] }));
  mortal = await startMortal({ file: join(folder, "goen.db"), port, emulatorOrigin: emulator.origin });
});
afterAll(async () => {
  await mortal.stop();
  await emulator.close();
  rmSync(folder, { recursive: true, force: true });
});

test(`killed ${deathsWanted} times while a file of ${rows} rows is applied, the server applies each row once`, async () => {
  const place = { origin, emulator, loginChannelId: shop.login.channelId, nowMs: () => mortal.nowMs() };
  const owner = tillOf(place, "縁田 結");
  await owner.signIn(secretIn(mortal.ownerLink));
  const desk = await deskOf({ origin, emulator }, owner);
  const members: string[] = [];
  for (let nth = 0; nth < 10; nth++) {
    const phone = phoneOf(place, `会員${nth}`);
    members.push((await phone.join()).member.publicId);
  }
  const lines = Array.from({ length: rows }, (_, nth) => `${members[nth % 10]},1,行${nth}`);
  const file = await desk.check(["会員番号,ポイント,理由", ...lines].join("\r\n"));
  expect(file.status).toBe("checked");

  // Accepting may lose its answer to the first death; whether it was accepted is seen afterwards, and asked again.
  const accept = () => desk.apply(file.fileId).catch(() => null);
  let applying = accept();
  const rowsApplied = async (): Promise<number> => {
    const seen = await desk.client
      .ok<{ appliedRows: number }>("GET", `/api/console/adjustment-files/${file.fileId}`)
      .catch(() => null);
    return seen?.appliedRows ?? 0;
  };
  for (let death = 1; death <= deathsWanted; death++) {
    const before = await rowsApplied();
    await eventually(async () => (await rowsApplied()) > before, `more than ${before} rows`);
    await mortal.dieAndRise();
    await applying;
    applying = accept();
  }
  await applying;
  await eventually(async () => (await rowsApplied()) === rows, "all rows applied");
  await eventually(
    async () =>
      (await desk.client.ok<{ status: string }>("GET", `/api/console/adjustment-files/${file.fileId}`))
        .status === "applied",
    "the file is applied",
  );
  expect(mortal.deaths).toBe(deathsWanted);
  await mortal.stop();
  const database = openSqlite(join(folder, "goen.db"));
  const accounts = await database.point.selectFrom("account").select(["balance", "seq"]).execute();
  const kept = await database.point.selectFrom("adjustment").select("row_key").execute();
  await database.close();
  expect(accounts).toEqual(Array(10).fill({ balance: rows / 10, seq: rows / 10 }));
  expect(new Set(kept.map((row) => row.row_key)).size).toBe(rows);
  expect(kept.length).toBe(rows);
}, 120_000);
