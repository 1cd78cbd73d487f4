import type { AdjustmentFile } from "../../shared/points/adjustments/schema.ts";
import type { MemberPoints, MemberSearch, ProgrammeVersion } from "../../shared/points/programme/console.ts";
import type { Programme } from "../../shared/points/programme/schema.ts";
import type { ConsoleState } from "../../shared/stores/console.ts";
import { shop } from "../demo/shop.ts";
import { type Client, clientOf } from "./browser-like.ts";
import { newKey } from "./people.ts";
import type { World } from "./world.ts";

/** A person at the console. */
export interface Desk {
  readonly client: Client;
  readonly state: ConsoleState;
  programme(): Promise<Programme>;
  publish(change: Partial<Programme>): Promise<Programme>;
  /** By the name that LINE has. */
  member(name: string): Promise<MemberPoints>;
  adjust(memberId: string, points: number, key?: string): Promise<unknown>;
  check(bytes: Uint8Array | string, name?: string): Promise<AdjustmentFile>;
  apply(fileId: string): Promise<AdjustmentFile>;
}

/** Signs in with LINE at the console's door, as somebody who has a role already. */
export async function deskOf(
  world: Pick<World, "origin" | "emulator">,
  person: { readonly userId: string },
): Promise<Desk> {
  const client = clientOf(world.origin);
  const wanted = { userId: person.userId, channelId: shop.login.channelId };
  const idToken = await world.emulator.issueIdToken(wanted);
  const state = await client.ok<ConsoleState>("POST", "/api/console/session", { body: { idToken } });
  const desk: Desk = {
    client,
    state,
    programme: async () => (await client.ok<ProgrammeVersion>("GET", "/api/console/programme")).programme,
    async publish(change) {
      const programme = await desk.programme();
      await client.ok("POST", "/api/console/programme", { body: { ...programme, ...change } });
      return desk.programme();
    },
    async member(name) {
      const q = encodeURIComponent(name);
      const { members } = await client.ok<MemberSearch>("GET", `/api/console/members?q=${q}`);
      const found = members[0];
      if (found === undefined) throw new Error(`there is no member ${name}`);
      return client.ok("GET", `/api/console/members/${found.publicId}`);
    },
    adjust: (memberId, points, key = newKey()) =>
      client.ok("POST", `/api/console/members/${memberId}/adjustments`, {
        key,
        body: { points, reasonCode: "apology", reason: "お詫び" },
      }),
    check: (bytes, name = "file.csv") => upload(client, world.origin, bytes, name),
    apply: (fileId) => client.ok("POST", `/api/console/adjustment-files/${fileId}/apply`, { body: {} }),
  };
  return desk;
}

/** A role that no invitation gives is written as an operator would. */
export async function withRole(world: World, userId: string, role: "marketer" | "auditor"): Promise<void> {
  const { database } = world.deps;
  const { commit, insert } = await import("../databases/rows.ts");
  const staff = await database.point
    .selectFrom("staff")
    .select("staff_id")
    .where("line_user_id", "=", userId)
    .executeTakeFirst();
  const root = await database.point
    .selectFrom("node")
    .select("node_id")
    .where("path", "=", "/")
    .executeTakeFirstOrThrow();
  if (staff !== undefined) throw new Error("this person has a role already");
  await commit(
    database,
    insert("staff", {
      staff_id: 9_000 + (role === "marketer" ? 1 : 2),
      public_id: `${role}0000000000`,
      line_user_id: userId,
      name: role,
      joined_at_ms: 1,
    }),
    insert("staff_role", {
      staff_id: 9_000 + (role === "marketer" ? 1 : 2),
      node_id: root.node_id,
      role,
      granted_at_ms: 1,
    }),
  );
}

async function upload(
  client: Client,
  origin: string,
  bytes: Uint8Array | string,
  name: string,
): Promise<AdjustmentFile> {
  const response = await fetch(`${origin}/api/console/adjustment-files?name=${encodeURIComponent(name)}`, {
    method: "POST",
    headers: { origin, cookie: [...client.cookies].map(([key, value]) => `${key}=${value}`).join("; ") },
    body: typeof bytes === "string" ? bytes : new Uint8Array(bytes),
  });
  const body: unknown = await response.json();
  if (!response.ok) throw new Error(`${response.status} ${JSON.stringify(body)}`);
  return fileAs(body);
}

/** The contract in shared/ says what an answer is; the tests check the values. */
function fileAs(body: unknown): AdjustmentFile {
  return body as AdjustmentFile;
}
