import type { Database } from "../../server/platform/database/database.ts";
import { addDays, dateAt } from "../../shared/dates.ts";
import * as row from "../databases/rows.ts";
import { timeZone } from "./accounts.ts";

/** The same from the rows themselves, added up without any of the code that is tested. */
export async function figuresByHand(database: Database, from: string, to: string, storeId?: number) {
  const all = async (text: string) =>
    (await row.rows(database, text)).map((one) => ({
      ...one,
      on: String(one.on),
      store: Number(one.store),
      n: Number(one.n),
    }));
  const here = <Row extends { on: string; store: number }>(list: readonly Row[]) =>
    list.filter(({ on, store }) => on >= from && on <= to && (storeId === undefined || store === storeId));
  const sum = (list: readonly { n: number }[]) => list.reduce((total, { n }) => total + n, 0);
  const entries = await all(
    'SELECT business_date AS "on", coalesce(store_id, 0) AS store, points AS n FROM entry',
  );
  const sales = await all(
    'SELECT business_date AS "on", store_id AS store, amount_yen AS n, account_id, purchase_id FROM purchase',
  );
  const refunds = await all(
    'SELECT business_date AS "on", store_id AS store, amount_yen AS n, purchase_id FROM refund',
  );
  const voids = (
    await all('SELECT voided_at_ms AS "on", store_id AS store, 0 AS n, purchase_id FROM purchase_void')
  ).map((one) => ({ ...one, on: dateAt(Number(one.on), timeZone), n: sales.find(same(one))?.n ?? 0 }));
  const stand = sales.filter(
    (sale) => voids.every((one) => !same(sale)(one)) && sum(refunds.filter(same(sale))) < sale.n,
  );
  const days = new Set(here(stand).map((sale) => `${keyOf(sale)}/${sale.on}`));
  const visitors = new Set([...days].map(accountOf));
  const daysOf = (account: string) => [...days].filter((day) => accountOf(day) === account).length;
  const active = (count: number) => {
    const since = addDays(to, 1 - count);
    const there = stand.filter(
      ({ on, store }) => on >= since && on <= to && (storeId === undefined || store === storeId),
    );
    return new Set(there.map(keyOf)).size;
  };
  return {
    sales: here(sales).length - here(voids).length,
    yen: sum(here(sales)) - sum(here(voids)) - sum(here(refunds)),
    returnedYen: sum(here(voids)) + sum(here(refunds)),
    visits: days.size,
    visitors: visitors.size,
    repeaters: [...visitors].filter((account) => daysOf(account) > 1).length,
    active30: active(30),
    active90: active(90),
    pointsMoved: sum(here(entries)),
    outstanding: sum(entries.filter(({ on }) => on <= to)),
  };
}
const accountOf = (day: string): string => day.split("/")[0] ?? "";
const keyOf = (sale: object): string => ("account_id" in sale ? String(sale.account_id) : "");
const same = (a: object) => (b: object) =>
  "purchase_id" in a && "purchase_id" in b && a.purchase_id === b.purchase_id;
