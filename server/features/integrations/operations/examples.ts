import type { PurchaseAsked } from "../../../../shared/purchases/schema.ts";

/** Ids as they look; those of a real shop stand in `GET /stores` and on the cards. */
export const anyStore = "5k2m8x0q4v7r9t1w3y6z";
export const anyMember = "8d1f7h3j9m2p6r0t4v5x";
export const anyScan = "01KAK2WZ3N5Y3V4J6M7P8Q9R0S";

/** Coffee beans at 8 % to take home and two cups at 10 %. */
export const basketOfThree = {
  amountsAre: "tax_included",
  lines: [
    {
      lineId: "1",
      itemCode: "beans-200g",
      categories: ["beans"],
      quantity: 1,
      amountYen: 1080,
      taxPerMille: 80,
    },
    {
      lineId: "2",
      itemCode: "coffee",
      categories: ["drinks"],
      quantity: 2,
      amountYen: 1100,
      taxPerMille: 100,
    },
  ],
} satisfies PurchaseAsked["basket"];

/** The same, paid in cash to the yen. */
export const basketPaid = {
  ...basketOfThree,
  payments: [{ method: "cash", amountYen: 2180 }],
} satisfies PurchaseAsked["basket"];
