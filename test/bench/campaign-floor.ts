import { copyFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import type { Database, Engine } from "../../server/platform/database/database.ts";
import { housekeeping } from "../../server/platform/database/plan.ts";
import { openWriter } from "../../server/platform/database/sqlite-connection.ts";
import { defaultCampaign } from "../../shared/campaigns/samples.ts";
import { defaultReach } from "../../shared/reach/defaults.ts";
import { raw } from "../databases/rows.ts";
import { startPostgres } from "../support/postgres-server.ts";
import { openPlace } from "./ledger-shop.ts";

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
  const places = await (engine === "sqlite" ? sqlitePlaces(folder, members) : postgresPlaces(members));
  const bodies = Array.from({ length: Math.ceil(members / 500) }, (_, batch) => {
    const ids = Array.from({ length: Math.min(500, members - batch * 500) }, (_, at) => {
      return `U${String(batch * 500 + at + 1).padStart(32, "0")}`;
    });
    return `{"to":${JSON.stringify(ids)},"messages":${messages}}`;
  });
  return {
    ...places,
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
  };
}

type Opened = Pick<CampaignPlaces, "product" | "freeze" | "close">;

async function migrated(place: string): Promise<void> {
  const database = openPlace(place);
  await database.migrate();
  await database.close();
}

async function sqlitePlaces(folder: string, members: number): Promise<Opened> {
  const [product, floorPath] = [join(folder, "product.db"), join(folder, "floor.db")];
  await migrated(product);
  const db = openWriter(product);
  db.pragma("synchronous = OFF");
  db.pragma("foreign_keys = OFF");
  db.exec("BEGIN");
  const numbers = `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${members})`;
  for (const text of filling((width) => `printf('%0${width}d', i)`, numbers, "n")) db.exec(text);
  db.exec("COMMIT");
  db.pragma("optimize = 0x10002");
  db.pragma("wal_checkpoint(TRUNCATE)");
  db.close();
  copyFileSync(product, floorPath);
  const floor = openWriter(floorPath);
  return {
    product,
    freeze: async (round) => void floor.prepare(freezing(round)).run(),
    close: async () => void floor.close(),
  };
}

async function postgresPlaces(members: number): Promise<Opened> {
  const server = await startPostgres({ durable: true });
  const addressOf = (name: string): string => {
    const address = new URL(server.connectionString);
    address.pathname = name;
    return address.href;
  };
  const admin = new pg.Client({ connectionString: server.connectionString });
  await admin.connect();
  await admin.query("CREATE DATABASE product");
  await migrated(addressOf("product"));
  const client = new pg.Client({ connectionString: addressOf("product") });
  await client.connect();
  await client.query("SET synchronous_commit = off");
  const from = `generate_series(1, ${members}) AS n (i)`;
  for (const text of filling((width) => `lpad(i::text, ${width}, '0')`, "", from)) await client.query(text);
  await client.query("VACUUM ANALYZE");
  await client.query("CHECKPOINT");
  await client.end();
  await admin.query("CREATE DATABASE floor TEMPLATE product");
  await admin.end();
  const floor = new pg.Client({ connectionString: addressOf("floor") });
  await floor.connect();
  return {
    product: addressOf("product"),
    freeze: async (round) => void (await floor.query(freezing(round))),
    async close() {
      await floor.end();
      await server.stop();
    },
  };
}

/** Members who all follow; `numbers` stands before each INSERT and names the rows that `from` reads. */
function filling(number: (width: number) => string, numbers: string, from: string): string[] {
  const settings = JSON.stringify(everyone).replaceAll("'", "''");
  return [
    "INSERT INTO programme (programme_id, name) VALUES (1, 'ポイント')",
    `${numbers} INSERT INTO member (member_id, public_id, line_user_id, name, language, status, joined_at_ms)
      SELECT i, ${number(20)}, 'U' || ${number(32)}, '会員', 'ja', 'active', 1 FROM ${from}`,
    `${numbers} INSERT INTO account (account_id, member_id, programme_id) SELECT i, i, 1 FROM ${from}`,
    `${numbers} INSERT INTO line_friend (line_user_id, following, changed_at_ms)
      SELECT 'U' || ${number(32)}, 1, 1 FROM ${from}`,
    `INSERT INTO reach_version (version, settings, made_at_ms, made_by) VALUES (1, '${settings}', 1, 'system:bench')`,
  ];
}

/** The least that a freeze can be: whom the same conditions leave, numbered by 500. */
function freezing(round: number): string {
  return `INSERT INTO campaign_recipient (run_id, member_id, reason, variant, batch)
    SELECT ${round + 1}, m.member_id, CASE WHEN m.status = 'suspended' THEN 'suspended'
        WHEN m.line_user_id IS NULL THEN 'no_line' WHEN f.following = 0 OR f.unknown_since_ms IS NOT NULL THEN 'blocked'
        WHEN o.wanted = 0 THEN 'opted_out' END, 0, (row_number() OVER (ORDER BY a.member_id) - 1) / 500
    FROM account a JOIN member m ON m.member_id = a.member_id
    LEFT JOIN line_friend f ON f.line_user_id = m.line_user_id
    LEFT JOIN topic_state o ON o.line_user_id = m.line_user_id AND o.topic = 'offers'
    WHERE a.programme_id = 1 AND m.status <> 'left'`;
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
