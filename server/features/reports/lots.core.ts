/** What members hold, in a form that stretches of accounts can be added up in. Pure. */
export interface LotFigures {
  /** By the month in which they lapse: points, lots, accounts that lose something in it. */
  readonly expiry: Table;
  /** By age, origin and whether they wait, `3/purchase/0`: points, lots. */
  readonly ages: Table;
  /** Of lots that ended in twelve months: given, lapsed, left. */
  readonly ended: Row;
  /** Put aside, owed. */
  readonly accounts: Row;
  /** By the lower bound of the band: members, points. */
  readonly balances: Table;
}

type Row = readonly number[];
type Table = Readonly<Record<string, Row>>;

export const nothingHeld: LotFigures = { expiry: {}, ages: {}, ended: [], accounts: [], balances: {} };

export function plusLots(a: LotFigures, b: LotFigures): LotFigures {
  return {
    expiry: tables(a.expiry, b.expiry),
    ages: tables(a.ages, b.ages),
    ended: rows(a.ended, b.ended),
    accounts: rows(a.accounts, b.accounts),
    balances: tables(a.balances, b.balances),
  };
}

function tables(a: Table, b: Table): Table {
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return Object.fromEntries([...keys].map((key) => [key, rows(a[key] ?? [], b[key] ?? [])]));
}

function rows(a: Row, b: Row): Row {
  return (a.length > b.length ? a : b).map((_, nth) => (a[nth] ?? 0) + (b[nth] ?? 0));
}
