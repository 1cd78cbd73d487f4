import type { Ddl } from "../ddl.ts";

export function chat({ int, text, byId }: Ddl): string[] {
  return [
    `CREATE TABLE chat_version (
      version ${int} NOT NULL,
      words ${text} NOT NULL,
      made_at_ms ${int} NOT NULL,
      made_by ${text} NOT NULL,
      CONSTRAINT chat_version_once PRIMARY KEY (version)
    ) ${byId}`,
  ];
}
