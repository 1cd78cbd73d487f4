import { type CalendarDate, dateAt } from "../../../shared/dates.ts";
import { windowsOn } from "../../../shared/points/windows.ts";
import { bucketSeedOf } from "../../../shared/segments/bucket.ts";
import type { Deps } from "../../deps.ts";
import { audited } from "../../platform/database/plan.ts";
import { sha256 } from "../../platform/hash.ts";
import { planCopies } from "../members/index.ts";
import { pagesOfAccounts } from "../points/index.ts";
import { everyDayOf, keptPage, setKept } from "./store-kept.ts";

/** What comparing needs: not a whole server. */
export interface KeptDeps {
  readonly database: Deps["database"];
  readonly settings: Pick<Deps["settings"], "timeZone">;
}

/** One number or copy that is not what it should be. */
export interface KeptDifference {
  readonly accountId: number;
  readonly memberId: number;
  /** `member:publicId` */
  readonly subject: string;
  readonly what: string;
}

/** Larger pages would hold more days in memory at once: some hundred an account. */
const pageSize = 500;

/**
 * What the account's row keeps for segments and is not what business days, the member, their profile and their rank say.
 * Sales may go on meanwhile: what differs is looked at again, and told where it differs again.
 */
export async function keptDifferences(
  deps: KeptDeps,
  today: CalendarDate,
  onlyPublicId?: string,
): Promise<readonly KeptDifference[]> {
  const found: KeptDifference[] = [];
  for await (const page of pagesOf(deps, today, onlyPublicId)) {
    for (const { row } of page.filter(({ wrong }) => wrong.length > 0))
      found.push(...(await comparedOne(deps, today, row.account_id)).flatMap(differencesOf));
  }
  return found;
}

/** Writes anew what differs, account by account. Answers what differed, whether or not it was to be written. */
export async function rebuildKept(
  deps: KeptDeps & Pick<Deps, "clock" | "ids">,
  today: CalendarDate,
  write: boolean,
  onlyPublicId?: string,
): Promise<readonly KeptDifference[]> {
  const found: KeptDifference[] = [];
  for await (const page of pagesOf(deps, today, onlyPublicId)) {
    for (const compared of page) {
      if (compared.wrong.length === 0) continue;
      found.push(...differencesOf(compared));
      if (write) await rewrite(deps, compared);
    }
  }
  return found;
}

type Row = NonNullable<(typeof keptPage)["row"]>;

interface Compared {
  readonly row: Row;
  readonly should: Should;
  readonly wrong: readonly string[];
}

async function* pagesOf(
  deps: KeptDeps,
  today: CalendarDate,
  onlyPublicId: string | undefined,
): AsyncGenerator<readonly Compared[]> {
  if (onlyPublicId !== undefined) {
    for await (const accounts of pagesOfAccounts(deps, onlyPublicId)) {
      for (const { account_id } of accounts) yield await comparedOne(deps, today, account_id);
    }
    return;
  }
  for (let afterId = 0; ; ) {
    const rows = await deps.database.all(keptPage, { afterId, limit: pageSize });
    const last = rows.at(-1);
    if (last === undefined) return;
    yield await compared(deps, today, rows);
    afterId = last.account_id;
  }
}

async function comparedOne(deps: KeptDeps, today: CalendarDate, accountId: number) {
  return compared(deps, today, await deps.database.all(keptPage, { afterId: accountId - 1, limit: 1 }));
}

function differencesOf({ row, wrong }: Compared): readonly KeptDifference[] {
  const about = {
    accountId: row.account_id,
    memberId: row.member_id,
    subject: `member:${row.public_id}`,
  };
  return wrong.map((what) => ({ ...about, what }));
}

async function compared(
  deps: KeptDeps,
  today: CalendarDate,
  rows: readonly Row[],
): Promise<readonly Compared[]> {
  const ids = JSON.stringify(rows.map(({ account_id }) => account_id));
  const days = Map.groupBy(await deps.database.all(everyDayOf, { ids }), ({ account_id }) => account_id);
  return rows.map((row) => {
    const should = shouldBe(deps, today, row, days.get(row.account_id) ?? []);
    const isStale = row.windows_until_on !== null && row.windows_until_on <= today;
    return { row, should, wrong: wrongIn(row, should, isStale) };
  });
}

interface Should {
  readonly windows: Readonly<Record<string, number>>;
  readonly untilOn: CalendarDate | null;
  readonly copies: Readonly<Record<string, string | number | null>>;
}

function shouldBe(
  { settings }: KeptDeps,
  today: CalendarDate,
  row: Row,
  days: readonly { readonly business_date: string; readonly purchases: number; readonly net_yen: number }[],
): Should {
  const windows = windowsOn(
    days.map((day) => ({ on: day.business_date, purchases: day.purchases, netYen: day.net_yen })),
    today,
  );
  const [visits_30, visits_90, visits_365] = windows.visitsIn;
  const [net_yen_30, net_yen_90, net_yen_365] = windows.netYenIn;
  return {
    windows: { visits_30, visits_90, visits_365, net_yen_30, net_yen_90, net_yen_365 },
    untilOn: windows.untilOn,
    copies: {
      net_yen: windows.netYen,
      member_status: row.is_status,
      language: row.is_language,
      birthday: row.is_birthday,
      birth_year: row.is_birth_year,
      sex: row.is_sex,
      rank: row.is_rank,
      joined_on: dateAt(row.joined_at_ms, settings.timeZone),
      bucket_seed: bucketSeedOf(sha256(row.public_id)),
    },
  };
}

/** Windows that a day has fallen out of are known to be stale and are asked of nobody; the run of the date moves them. */
function wrongIn(row: Row, { windows, untilOn, copies }: Should, isStale: boolean): readonly string[] {
  const is = new Map(Object.entries(row));
  const all = Object.entries({ ...copies, ...(isStale ? {} : windows) });
  const wrong = all.flatMap(([name, value]) =>
    is.get(name) === value ? [] : [`account.${name} is ${is.get(name)}, and should be ${value}`],
  );
  const isLate = !isStale && untilOn !== null && (row.windows_until_on ?? "9999-12-31") > untilOn;
  return isLate
    ? [...wrong, `account.windows_until_on is ${row.windows_until_on}, and a day falls out on ${untilOn}`]
    : wrong;
}

async function rewrite(deps: KeptDeps & Pick<Deps, "clock" | "ids">, { row, should, wrong }: Compared) {
  const { windows, untilOn, copies } = should;
  const { account_id, seq, member_id, public_id } = row;
  const { net_yen, joined_on, bucket_seed, rank } = copies;
  const kept = [net_yen ?? 0, ...Object.values(windows), untilOn, joined_on ?? "", bucket_seed ?? 0];
  const audit = {
    ...{ auditId: deps.ids.ulid(), atMs: deps.clock.nowMs(), action: "segments.rebuild", nodeId: null },
    actor: { kind: "system", id: "rebuild" } as const,
    subject: `member:${public_id}`,
    details: { differences: wrong.length },
  };
  await deps.database.commit(
    audited(audit, [setKept.with([[account_id, seq, ...kept, rank ?? null]]), ...planCopies(member_id)]),
  );
}
