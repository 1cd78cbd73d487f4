export interface ReachTables {
  reach_version: ReachVersionTable;
}

export interface ReachVersionTable {
  version: number;
  settings: string;
  made_at_ms: number;
  made_by: string;
}
