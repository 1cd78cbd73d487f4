/** `npm run bench -- NAME`: prints a table and, as its last line, one JSON object with the ratios. */
export {};

const benches: Readonly<Record<string, () => Promise<{ bench: () => Promise<void> }>>> = {
  till: () => import("./till.ts"),
  card: () => import("./card.ts"),
  ledger: () => import("./ledger.ts"),
  expiry: () => import("./expiry.ts"),
  inbox: () => import("./inbox.ts"),
  outbox: () => import("./outbox.ts"),
  coupons: () => import("./coupons.ts"),
  campaign: () => import("./campaign.ts"),
  segments: () => import("./segments.ts"),
  reports: () => import("./reports.ts"),
  results: () => import("./results.ts"),
};

const name = process.argv[2] ?? "";
const load = benches[name];
if (load === undefined) {
  console.error(`npm run bench -- NAME, where NAME is one of: ${Object.keys(benches).join(", ")}`);
  process.exit(1);
}
const { bench } = await load();
await bench();
