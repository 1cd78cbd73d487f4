export interface ChatTables {
  chat_version: ChatVersionTable;
}

export interface ChatVersionTable {
  version: number;
  words: string;
  made_at_ms: number;
  made_by: string;
}
