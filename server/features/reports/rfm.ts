import type { Rfm, RfmCell } from "../../../shared/reports/rfm.ts";
import type { Deps } from "../../deps.ts";
import { mainProgramme } from "../points/index.ts";
import { thresholdsOf } from "../segments/index.ts";
import { todayOf } from "./scope.ts";
import { rfmCells } from "./store-rfm.ts";

const scores = [5, 4, 3, 2, 1] as const;

/** The grid of how lately and how often, by the thresholds that segments use. */
export async function rfmReport(deps: Deps): Promise<Rfm> {
  const thresholds = await thresholdsOf(deps);
  if (thresholds === null) return { thresholds, cells: [] };
  const rows = (await rfmCells(deps.database.report, mainProgramme, todayOf(deps), thresholds)).map(
    (row) => ({
      ...{ r: Number(row.r), f: Number(row.f), m: Number(row.m) },
      ...{ members: Number(row.members), yen: Number(row.yen ?? 0) },
    }),
  );
  const cells = scores.flatMap((r) =>
    scores.map((f): RfmCell => {
      const here = rows.filter((row) => row.r === r && row.f === f);
      const sum = (of: "members" | "yen", among = here) => among.reduce((total, row) => total + row[of], 0);
      const byMoney = [1, 2, 3, 4, 5].map((m) =>
        sum(
          "members",
          here.filter((row) => row.m === m),
        ),
      );
      return { r, f, members: sum("members"), yen: sum("yen"), byMoney };
    }),
  );
  return { thresholds, cells };
}
