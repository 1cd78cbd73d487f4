import type { Ddl } from "../ddl.ts";

export function people(ddl: Ddl): string[] {
  return [...members(ddl), ...knownOfMembers(ddl), ...sessions(ddl)];
}

function members({ int, text, id, byId, byText, partial }: Ddl): string[] {
  return [
    `CREATE TABLE member (
      member_id ${id},
      public_id ${text} NOT NULL CONSTRAINT member_public_id UNIQUE,
      line_user_id ${text} CONSTRAINT member_line_user UNIQUE,
      name ${text},
      picture_url ${text},
      language ${text} NOT NULL CONSTRAINT member_language CHECK (language IN ('ja', 'en')),
      status ${text} NOT NULL CONSTRAINT member_status CHECK (status IN ('active', 'suspended', 'left')),
      birthday ${text},
      joined_at_ms ${int} NOT NULL,
      left_at_ms ${int},
      merged_into_id ${int} REFERENCES member (member_id),
      CONSTRAINT member_left_is_unlinked CHECK (status <> 'left' OR line_user_id IS NULL),
      CONSTRAINT member_merged_has_left CHECK (merged_into_id IS NULL OR status = 'left')
    ) ${byId}`,
    // Always of a membership that goes on: who is merged into one that is then merged itself is moved along.
    `CREATE INDEX member_merged ON member (merged_into_id)${partial("merged_into_id IS NOT NULL")}`,
    // How many joined and left between two moments, which reports ask of the whole shop, is a range of each.
    "CREATE INDEX member_joined ON member (joined_at_ms, merged_into_id)",
    `CREATE INDEX member_gone ON member (left_at_ms, merged_into_id)${partial("left_at_ms IS NOT NULL")}`,
    `CREATE INDEX member_birthday ON member (birthday, member_id)${partial("birthday IS NOT NULL")}`,
    `CREATE TABLE consent (
      consent_id ${text} PRIMARY KEY,
      member_id ${int} NOT NULL REFERENCES member (member_id),
      kind ${text} NOT NULL CONSTRAINT consent_kind CHECK (kind IN ('terms', 'data')),
      version ${text} NOT NULL,
      granted ${int} NOT NULL CONSTRAINT consent_granted CHECK (granted IN (0, 1)),
      at_ms ${int} NOT NULL
    ) ${byText}`,
    "CREATE INDEX consent_member ON consent (member_id)",
    // For a while after leaving: an HMAC of the LINE id, which join rules gave already, and the points still owed.
    `CREATE TABLE departed (
      who ${text} PRIMARY KEY,
      rules ${text} NOT NULL,
      debt ${int} NOT NULL CONSTRAINT departed_debt CHECK (debt >= 0),
      left_at_ms ${int} NOT NULL
    ) ${byText}`,
    "CREATE INDEX departed_left ON departed (left_at_ms)",
    // Follow state by LINE user, member or not: a guest may befriend the account before joining.
    `CREATE TABLE line_friend (
      line_user_id ${text} PRIMARY KEY,
      following ${int} NOT NULL CONSTRAINT line_friend_following CHECK (following IN (0, 1)),
      changed_at_ms ${int} NOT NULL,
      unknown_since_ms ${int}
    ) ${byText}`,
    // Who has blocked since a moment: a campaign that is under way leaves them out.
    `CREATE INDEX line_friend_gone ON line_friend (changed_at_ms) WHERE following = 0`,
    // Whom LINE does not reach, few among many: an audience is frozen without reading all the others.
    `CREATE INDEX line_friend_out ON line_friend (line_user_id) WHERE following = 0 OR unknown_since_ms IS NOT NULL`,
    // Each time a member stopped following: what the state above forgets when they come back.
    `CREATE TABLE unfollow (
      member_id ${int} NOT NULL REFERENCES member (member_id),
      at_ms ${int} NOT NULL,
      PRIMARY KEY (member_id, at_ms)
    ) ${byText}`,
    "CREATE INDEX unfollow_at ON unfollow (at_ms, member_id)",
  ];
}

/** What the shop itself writes about a member; all of it goes with the membership. */
function knownOfMembers({ int, text, id, byId, byText, partial }: Ddl): string[] {
  return [
    `CREATE TABLE member_profile (
      member_id ${int} PRIMARY KEY REFERENCES member (member_id),
      full_name ${text},
      sex ${text} CONSTRAINT member_profile_sex CHECK (sex IN ('female', 'male', 'other')),
      birth_year ${int},
      phone ${text},
      address ${text},
      changed_at_ms ${int} NOT NULL,
      changed_by ${text} NOT NULL
    ) ${byId}`,
    `CREATE INDEX member_profile_phone ON member_profile (phone)${partial("phone IS NOT NULL")}`,
    // One list of tags for the whole shop. What is looked for is the folded name, so that no two look alike.
    `CREATE TABLE tag (
      tag_id ${id},
      public_id ${text} NOT NULL CONSTRAINT tag_public_id UNIQUE,
      name ${text} NOT NULL,
      folded ${text} NOT NULL CONSTRAINT tag_name UNIQUE,
      colour ${text} NOT NULL,
      made_at_ms ${int} NOT NULL
    ) ${byId}`,
    `CREATE TABLE member_tag (
      tag_id ${int} NOT NULL REFERENCES tag (tag_id),
      member_id ${int} NOT NULL REFERENCES member (member_id),
      given_at_ms ${int} NOT NULL,
      given_by ${text} NOT NULL,
      PRIMARY KEY (tag_id, member_id)
    ) ${byText}`,
    "CREATE INDEX member_tag_member ON member_tag (member_id)",
    // Words of staff about a member, and the reasons for what was done to the membership.
    `CREATE TABLE member_note (
      note_id ${text} NOT NULL PRIMARY KEY,
      member_id ${int} NOT NULL REFERENCES member (member_id),
      kind ${text} NOT NULL CONSTRAINT member_note_kind CHECK
        (kind IN ('note', 'suspended', 'resumed', 'card_replaced', 'merged')),
      words ${text} NOT NULL,
      written_by ${text} NOT NULL,
      written_at_ms ${int} NOT NULL
    ) ${byText}`,
    "CREATE INDEX member_note_member ON member_note (member_id, note_id)",
    `CREATE INDEX member_note_suspended ON member_note (written_at_ms) WHERE kind = 'suspended'`,
  ];
}

function sessions({ int, text, byText }: Ddl): string[] {
  return [
    `CREATE TABLE session (
      token_hash ${text} PRIMARY KEY,
      session_id ${text} NOT NULL CONSTRAINT session_public_id UNIQUE,
      kind ${text} NOT NULL CONSTRAINT session_kind CHECK (kind IN ('card', 'till', 'console')),
      line_user_id ${text} NOT NULL,
      line_name ${text},
      line_picture_url ${text},
      store_id ${int} REFERENCES node (node_id),
      created_at_ms ${int} NOT NULL,
      expires_at_ms ${int} NOT NULL
    ) ${byText}`,
    "CREATE INDEX session_line_user ON session (line_user_id)",
    "CREATE INDEX session_expiry ON session (expires_at_ms)",
  ];
}
