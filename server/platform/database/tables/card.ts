export interface CardTables {
  device_key: DeviceKeyTable;
  code_use: CodeUseTable;
  scan_failure: ScanFailureTable;
  scan: ScanTable;
}

export interface DeviceKeyTable {
  handle: string;
  member_id: number;
  device_id: string;
  pub: string;
  kid: number;
  status: "active" | "replaced" | "revoked";
  created_at_ms: number;
  not_after_ms: number;
  replaced_at_ms: number | null;
  last_online_at_ms: number;
}

export interface CodeUseTable {
  handle: string;
  purpose: number;
  step: number;
  nth: number | null;
  scan_id: string | null;
  till_id: string;
  used_at_ms: number;
}

export interface ScanFailureTable {
  failure_id: string;
  handle: string;
  till_id: string;
  /** `kind:publicId` of who read it. */
  reader: string;
  counts_for_till: number;
  code: string;
  at_ms: number;
}

export interface ScanTable {
  scan_id: string;
  member_id: number;
  store_id: number;
  till_id: string;
  staff_id: number | null;
  may_spend: number;
  handle: string;
  purpose: number;
  step: number;
  scanned_at_ms: number;
  expires_at_ms: number;
  closed_at_ms: number | null;
}
