import { copyFileSync } from "node:fs";
import { join } from "node:path";
import type { Database, Engine } from "../../server/platform/database/database.ts";
import { housekeeping } from "../../server/platform/database/plan.ts";
import { openSqlite } from "../../server/platform/database/sqlite.ts";
import { openWriter } from "../../server/platform/database/sqlite-connection.ts";
import { defaultCampaign } from "../../shared/campaigns/samples.ts";
import { defaultReach } from "../../shared/reach/defaults.ts";
import { raw } from "../databases/rows.ts";

export interface CampaignPlaces {
  readonly product: string;
  /** What LINE is asked, 500 people in each. */
  readonly bodies: readonly string[];
  /** Makes a campaign of everybody that is due now. */
  begin(database: Database, round: number): Promise<void>;
  isSent(database: Database): Promise<boolean>;
  /** The floor's freeze: who is asked, in one statement. */
  freeze(round: number): Promise<void>;
  close(): Promise<void>;
}

/** Nobody is capped or held out, whatever the time of day: each round is to all of them. */
const everyone = {
  ...{ ...defaultReach, version: 1, quietHours: null, holdoutPerMille: 0, approvalAbove: null },
  caps: { perDay: null, perWeek: null, perMonth: null },
};

const messages = JSON.stringify([
  { type: "text", text: "週末は全品ポイント2倍です。ご来店をお待ちしています。" },
]);

export async function openCampaignPlaces(
  engine: Engine,
  folder: string,
  members: number,
): Promise<CampaignPlaces> {
  if (engine !== "sqlite") throw new Error("not yet");
  const [product, floorPath] = [join(folder, "product.db"), join(folder, "floor.db")];
  const database = openSqlite(product);
  await database.migrate();
  await database.close();
  const db = openWriter(product);
  db.pragma("synchronous = OFF");
  db.pragma("foreign_keys = OFF");
  db.exec("BEGIN");
  const numbers = `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${members})`;
  db.exec("INSERT INTO programme (programme_id, name) VALUES (1, 'ポイント')");
  db.exec(`${numbers} INSERT INTO member (member_id, public_id, line_user_id, name, language, status, joined_at_ms)
    SELECT i, printf('%020d', i), ${lineId("i")}, '会員', 'ja', 'active', 1 FROM n`);
  db.exec(`${numbers} INSERT INTO account (account_id, member_id, programme_id) SELECT i, i, 1 FROM n`);
  db.exec(`${numbers} INSERT INTO line_friend (line_user_id, following, changed_at_ms)
    SELECT ${lineId("i")}, 1, 1 FROM n`);
  db.prepare(
    "INSERT INTO reach_version (version, settings, made_at_ms, made_by) VALUES (1, ?, 1, 'system:bench')",
  ).run(JSON.stringify(everyone));
  db.exec("COMMIT");
  db.pragma("optimize = 0x10002");
  db.pragma("wal_checkpoint(TRUNCATE)");
  db.close();
  copyFileSync(product, floorPath);
  const floor = openWriter(floorPath);
  const bodies = Array.from({ length: Math.ceil(members / 500) }, (_, batch) => {
    const ids = Array.from({ length: Math.min(500, members - batch * 500) }, (_, at) => {
      return `U${String(batch * 500 + at + 1).padStart(32, "0")}`;
    });
    return `{"to":${JSON.stringify(ids)},"messages":${messages}}`;
  });
  return {
    product,
    bodies,
    begin: (to, round) => to.commit(housekeeping("a bench", beginning(round).map(raw))),
    async isSent(of) {
      const open = await of.point
        .selectFrom("campaign")
        .select("campaign_id")
        .where("status", "!=", "sent")
        .execute();
      return open.length === 0;
    },
    async freeze(round) {
      floor
        .prepare(
          `INSERT INTO campaign_recipient (run_id, member_id, reason, variant, batch)
          SELECT ${round + 1}, m.member_id, CASE WHEN m.status = 'suspended' THEN 'suspended'
              WHEN m.line_user_id IS NULL THEN 'no_line' WHEN f.following = 0 OR f.unknown_since_ms IS NOT NULL THEN 'blocked'
              WHEN o.wanted = 0 THEN 'opted_out' END, 0, (row_number() OVER (ORDER BY a.member_id) - 1) / 500
          FROM account a JOIN member m ON m.member_id = a.member_id
          LEFT JOIN line_friend f ON f.line_user_id = m.line_user_id
          LEFT JOIN topic_state o ON o.line_user_id = m.line_user_id AND o.topic = 'offers'
          WHERE a.programme_id = 1 AND m.status <> 'left'`,
        )
        .run();
    },
    close: async () => void floor.close(),
  };
}

function lineId(number: string): string {
  return `'U' || printf('%032d', ${number})`;
}

function beginning(round: number): string[] {
  const id = `c${round}`;
  const document = JSON.stringify(defaultCampaign).replaceAll("'", "''");
  return [
    `INSERT INTO campaign (campaign_id, name, status, version, next_due_at_ms, made_at_ms, made_by, changed_at_ms)
      VALUES ('${id}', 'bench', 'scheduled', 1, 1, 1, 'system:bench', 1)`,
    `INSERT INTO campaign_version (campaign_id, version, document, made_at_ms, made_by)
      VALUES ('${id}', 1, '${document}', 1, 'system:bench')`,
  ];
}
