import type { ReasonCode } from "../../../shared/points/adjustments/schema.ts";
import type { Say } from "../language.tsx";

export function reasonWords(say: Say): Readonly<Record<ReasonCode, string>> {
  return {
    apology: say("お詫び", "Apology"),
    missed_earn: say("付け忘れ", "Missed at the till"),
    correction: say("訂正", "Correction"),
    gift: say("プレゼント", "Gift"),
    migration: say("移行", "Migration"),
    misuse: say("不正の取消", "Misuse"),
    other: say("その他", "Other"),
  };
}
