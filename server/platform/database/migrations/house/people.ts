import type { Ddl } from "../ddl.ts";

export function people({ int, text, id, byId, byText }: Ddl): string[] {
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
      CONSTRAINT member_left_is_unlinked CHECK (status <> 'left' OR line_user_id IS NULL)
    ) ${byId}`,
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
