import type { Programme } from "../../../shared/points/programme/schema.ts";
import { grouped } from "../../../shared/points/programme/words.ts";
import { useOf as mostOf, useRefusal as refusalOf, type UseLine } from "../../../shared/points/use.ts";
import type { UseLimit } from "../../../shared/purchases/schema.ts";
import type { Say } from "../language.tsx";

/** A member with points enough for anything: only the shop's own limits are asked. */
const rich = { balance: 10_000_000, debt: 0, maySpend: true };

/** Why a sale could not be paid with so many points, as a till would say it; null where it could. */
export function spendTrouble(
  programme: Programme,
  lines: readonly UseLine[],
  points: number,
  say: Say,
): string | null {
  const refused = refusalOf(programme, lines, rich, points);
  if (refused === null) return null;
  const { pointsMax } = mostOf(programme, lines, rich);
  const most = say(
    `この会計で使えるのは${grouped(pointsMax)}Pまでです。`,
    `This sale takes ${grouped(pointsMax)} points at the most.`,
  );
  return refused.limit === null ? most : `${limitWords(refused.limit, say)} ${most}`;
}

function limitWords({ reason, limit }: UseLimit, say: Say): string {
  const number = grouped(limit ?? 0);
  switch (reason) {
    case "unit":
      return say(`${number}P単位で使えます。`, `Points are used in units of ${number}.`);
    case "most_per_sale":
      return say(`1回の上限は${number}Pです。`, `A sale takes ${number} points at the most.`);
    case "share_of_sale":
      return say(`会計のうち¥${number}までです。`, `Points pay up to ¥${number} of it.`);
    case "sale_below_minimum":
      return say(`¥${number}以上の会計で使えます。`, `Points are used from ¥${number} on.`);
    case "excluded_items":
      return say(`ポイントで払えるのは¥${number}です。`, `Points may pay ¥${number} of it.`);
    default:
      return "";
  }
}
