import type { ApiScope } from "../../../shared/integrations/schema.ts";
import type { Say } from "../language.tsx";

export function scopeWords(say: Say): Readonly<Record<ApiScope, string>> {
  return {
    scans: say("会員コードの読み取り", "Read member codes"),
    "members:read": say("会員の照会", "Look up members"),
    quotes: say("見積り", "Quotes"),
    purchases: say("会計", "Purchases"),
    refunds: say("返品・取消", "Refunds and voids"),
    holds: say("ポイントの確保", "Holds"),
    adjustments: say("ポイントの調整", "Adjustments"),
    "ledger:read": say("台帳の照会", "Read the ledger"),
    "coupons:read": say("会員のクーポンの照会", "Read members' coupons"),
    "coupons:issue": say("クーポンの配布", "Give coupons"),
  };
}

/** The record is written out in full above, so its keys are the scopes. */
export function scopesOf(words: Readonly<Record<ApiScope, string>>): readonly ApiScope[] {
  return Object.keys(words) as ApiScope[];
}
