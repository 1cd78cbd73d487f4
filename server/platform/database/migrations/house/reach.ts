import type { Ddl } from "../ddl.ts";

export function reach({ int, text, byId }: Ddl): string[] {
  return [
    `CREATE TABLE reach_version (
      version ${int} NOT NULL,
      settings ${text} NOT NULL,
      made_at_ms ${int} NOT NULL,
      made_by ${text} NOT NULL,
      CONSTRAINT reach_version_once PRIMARY KEY (version)
    ) ${byId}`,
  ];
}
