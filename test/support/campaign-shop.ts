import type { Database } from "../../server/platform/database/database.ts";
import { insertingRows } from "../../server/platform/database/json-rows.ts";
import { housekeeping } from "../../server/platform/database/plan.ts";
import { defaultCampaign } from "../../shared/campaigns/samples.ts";
import type { CampaignDocument } from "../../shared/campaigns/schema.ts";
import type { Emulator } from "../emulator/index.ts";

const members = insertingRows("member", {
  member_id: "integer",
  public_id: "text",
  line_user_id: "text",
  name: "text",
  language: "text",
  status: "text",
  joined_at_ms: "integer",
});
const accounts = insertingRows("account", {
  account_id: "integer",
  member_id: "integer",
  programme_id: "integer",
  bucket_seed: "integer",
  language: "text",
});
const friends = insertingRows("line_friend", {
  line_user_id: "text",
  following: "integer",
  changed_at_ms: "integer",
});

const languageOf = (id: number): "en" | "ja" => (id % 10 === 0 ? "en" : "ja");

/** Numbers of members that no member who joins is given. */
const firstId = 100_000;

export interface Crowd {
  readonly userIds: readonly string[];
  memberId(nth: number): number;
}

/** So many members who follow, written at once; the accounts' programme must be there. */
export async function crowdOf(
  database: Database,
  emulator: Emulator,
  count: number,
  from = 0,
): Promise<Crowd> {
  const userIds = Array.from(
    { length: count },
    (_, n) => emulator.addUser({ displayName: `会員 ${from + n}`, friend: "friend" }).userId,
  );
  const memberId = (nth: number): number => firstId + from + nth;
  for (let first = 0; first < count; first += 1_000) {
    const some = userIds
      .slice(first, first + 1_000)
      .map((userId, at) => ({ userId, id: memberId(first + at) }));
    await database.commit(
      housekeeping("a test", [
        members.with(
          some.map(({ userId, id }) => [
            ...[id, `m${String(id).padStart(19, "0")}`, userId, `会員 ${id}`, languageOf(id), "active", 1],
          ]),
        ),
        accounts.with(some.map(({ id }) => [id, id, 1, (id * 48_271) % 2_147_483_647, languageOf(id)])),
        friends.with(some.map(({ userId }) => [userId, 1, 1])),
      ]),
    );
  }
  return { userIds, memberId };
}

/** Words that the emulator's recorder counts by: `#key=…`. */
export function campaignOf(key: string, given: Partial<CampaignDocument> = {}): CampaignDocument {
  const [variant] = defaultCampaign.variants;
  if (variant === undefined) throw new Error("the sample has no variant");
  return {
    ...defaultCampaign,
    name: key,
    variants: [{ ...variant, ja: { ...variant.ja, text: `#key=${key}` } }],
    ...given,
  };
}
