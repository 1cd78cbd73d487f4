import type { ErrorCode } from "../../../shared/errors.ts";
import type { Quote, Receipt, Sale, Scanned } from "../../../shared/purchases/schema.ts";
import {
  type Choice,
  choiceAfterScan,
  afterRefusal as couponsAfterRefusal,
  fitting,
  noChoice,
  type RefusedCoupon,
  toggled,
} from "../coupons/choice.core.ts";
import type { Capture } from "../offline/capture.ts";
import type { TillTrouble } from "../trouble.ts";
import { amountOf, type Entry, emptyEntry, entryOf, type PadKey, pressPad } from "./amount.core.ts";

/** How many points the customer wants to use. */
export type Use = "none" | "part" | "all";

/** What went wrong last, and with what: a refused scan never hides what was entered. */
export interface Trouble {
  readonly about: "scan" | "quote" | "purchase";
  readonly code: TillTrouble;
}

/** The purchase that is with the server. */
export interface Sending {
  readonly id: string;
  /** Answers lost so far. */
  readonly attempts: number;
  readonly amountYen: number;
  readonly pointsToUse: number;
  readonly memberName: string | null;
}

/** One sale from the first key or scan to its receipt. The till has exactly one in front of it. */
export interface SaleState {
  readonly entry: Entry;
  readonly pointsEntry: Entry;
  /** `prefilled`: the till put the number there, a digit replaces it. */
  readonly pointsAre: "typed" | "prefilled";
  readonly pad: "amount" | "points";
  readonly use: Use;
  readonly coupons: Choice;
  readonly scan: Scanned | null;
  /** The reading behind the scan; alone while nobody can be asked who it is. */
  readonly capture: Capture | null;
  /** A code is with the server. */
  readonly reading: boolean;
  /** The customer wants to use points: the next code must be a spend code. */
  readonly wantsSpendCode: boolean;
  /** The same customer shows another code, whichever it is: what was begun goes on with it. */
  readonly readsAgain: boolean;
  readonly quote: { readonly key: string; readonly answer: Quote } | null;
  readonly trouble: Trouble | null;
  readonly sending: Sending | null;
  readonly receipt: Receipt | null;
  /** Whose reading the receipt's sale was made by: goods of a full stamp card are handed over by it. */
  readonly soldScanId: string | null;
  /** A sale that was just kept for when the network is back. */
  readonly accepted: { readonly amountYen: number } | null;
}

/** What the keypad changes. */
export type Typed = Pick<SaleState, "entry" | "pointsEntry" | "pointsAre">;

export type SaleEvent =
  | { readonly type: "pad"; readonly key: PadKey }
  /** Typed digits turned out to be a reader's. */
  | ({ readonly type: "restore" } & Typed)
  | { readonly type: "read" }
  | { readonly type: "scanned"; readonly scan: Scanned; readonly capture: Capture | null }
  /** Nobody can be asked about this card; with the sale kept, whoever it is earns later. */
  | { readonly type: "captured"; readonly capture: Capture }
  | { readonly type: "accepted"; readonly amountYen: number }
  | { readonly type: "notAccepted"; readonly code: TillTrouble }
  | { readonly type: "scanRefused"; readonly code: Trouble["code"] }
  | { readonly type: "scanLapsed" }
  | { readonly type: "dropMember" }
  | { readonly type: "askSpendCode"; readonly on: boolean }
  | { readonly type: "readAgain"; readonly on: boolean }
  | { readonly type: "use"; readonly use: Use }
  /** Takes a coupon, or puts it back. */
  | { readonly type: "coupon"; readonly walletId: string }
  | { readonly type: "noCoupons" }
  /** It could not be put aside for this customer. */
  | ({ readonly type: "couponRefused"; readonly scanId: string } & RefusedCoupon)
  | { readonly type: "padFor"; readonly pad: SaleState["pad"] }
  /** What the sale would do has changed by something else than the sale. */
  | { readonly type: "requote" }
  | { readonly type: "quoted"; readonly key: string; readonly answer: Quote }
  | {
      readonly type: "quoteRefused";
      readonly key: string;
      readonly code: Trouble["code"];
      readonly coupon?: RefusedCoupon | null;
    }
  | { readonly type: "send"; readonly sending: Sending }
  | { readonly type: "lost"; readonly id: string; readonly attempts: number }
  | { readonly type: "answered"; readonly id: string; readonly receipt: Receipt }
  | { readonly type: "refused"; readonly id: string; readonly code: ErrorCode }
  | { readonly type: "undone"; readonly receipt: Receipt }
  | { readonly type: "dismiss" }
  | { readonly type: "next" };

export const newSale: SaleState = {
  entry: emptyEntry,
  pointsEntry: emptyEntry,
  pointsAre: "typed",
  pad: "amount",
  use: "none",
  coupons: noChoice,
  scan: null,
  capture: null,
  reading: false,
  wantsSpendCode: false,
  readsAgain: false,
  quote: null,
  trouble: null,
  sending: null,
  receipt: null,
  soldScanId: null,
  accepted: null,
};

/** What the till is to do next with what it has. */
export function reduceSale(state: SaleState, event: SaleEvent): SaleState {
  if (state.sending !== null) return whileSending(state, state.sending, event);
  // A receipt is only looked at: whatever is entered next belongs to the next sale.
  const open = isOver(state) ? { ...newSale, reading: state.reading } : state;
  switch (event.type) {
    case "pad":
      return padded(open, event.key);
    case "restore":
      return { ...state, entry: event.entry, pointsEntry: event.pointsEntry, pointsAre: event.pointsAre };
    case "read":
      return { ...state, reading: true, trouble: null };
    case "scanned":
      return { ...withScan(open, event.scan), capture: event.capture };
    case "captured":
      return { ...withoutScan(open, null), capture: event.capture };
    case "accepted":
      return { ...newSale, accepted: { amountYen: event.amountYen } };
    case "notAccepted":
      return { ...state, trouble: { about: "purchase", code: event.code } };
    case "scanRefused":
      return { ...state, reading: false, trouble: { about: "scan", code: event.code } };
    case "scanLapsed":
      return state.scan === null ? state : withoutScan(state, { about: "scan", code: "scan.expired" });
    case "dropMember":
      return withoutScan(open, null);
    case "askSpendCode":
      return { ...open, wantsSpendCode: event.on, readsAgain: false, trouble: null };
    case "readAgain":
      return { ...open, readsAgain: event.on && open.scan !== null, wantsSpendCode: false, trouble: null };
    case "use":
      return withUse(open, event.use);
    case "coupon":
      return {
        ...open,
        coupons: toggled(open.coupons, couponsNow(open).coupons, event.walletId),
        trouble: null,
      };
    case "noCoupons":
      return { ...open, coupons: noChoice, trouble: null };
    case "couponRefused":
      return state.scan?.scanId === event.scanId ? withoutCoupon(state, event) : state;
    case "padFor":
      return { ...open, pad: event.pad };
    case "requote":
      return { ...state, quote: null };
    case "quoted":
      return quoted(state, event.key, event.answer);
    case "quoteRefused":
      return quoteRefused(state, event);
    case "send":
      return { ...open, readsAgain: false, trouble: null, sending: event.sending };
    case "undone":
      return undone(state, event.receipt);
    case "dismiss":
      return { ...state, trouble: null };
    case "next":
      return newSale;
    default:
      return state;
  }
}

/** While the purchase is with the server, only its own answer matters: nothing can be pressed twice. */
function whileSending(state: SaleState, sending: Sending, event: SaleEvent): SaleState {
  if (event.type === "next") return newSale;
  if (!("id" in event) || event.id !== sending.id) return state;
  switch (event.type) {
    case "lost":
      return { ...state, sending: { ...sending, attempts: event.attempts } };
    case "answered":
      return { ...newSale, receipt: event.receipt, soldScanId: state.scan?.scanId ?? null };
    case "refused":
      return afterRefusal({ ...state, sending: null }, event.code);
    default:
      return state;
  }
}

/** What is on the screen is only looked at: the receipt of the last sale, or that it was kept for later. */
export function isOver(state: SaleState): boolean {
  return state.receipt !== null || state.accepted !== null;
}

/** The sale as it would be kept for later; null while something is missing, or where points are to be used. */
export function saleToKeep(
  state: SaleState,
): { readonly capture: Capture; readonly amountYen: number } | null {
  const amountYen = amountOf(state.entry);
  const { capture } = state;
  if (capture === null || amountYen === 0 || state.sending !== null || state.reading || isOver(state))
    return null;
  return usesPoints(state) || state.coupons.chosen.length > 0 ? null : { capture, amountYen };
}

/** The member's coupons beside what is on the screen, as the server last said, and the one to suggest. */
export function couponsNow({ scan, quote, entry }: SaleState): Pick<Scanned, "coupons" | "best"> {
  if (scan === null) return { coupons: [], best: null };
  const known = amountOf(entry) > 0 && quote !== null && quote.key.startsWith(`${scan.scanId} `);
  return known ? quote.answer : scan;
}

/** Those that go into the sale as it is on the screen. */
export function couponsFitting(state: SaleState): readonly string[] {
  return fitting(state.coupons, couponsNow(state).coupons, contentOf(state), pointsAreUsed(state));
}

/** Names what a coupon's fit depends on, besides the coupon. */
function contentOf({ scan, entry, use, pointsEntry }: SaleState): string {
  return `${scan?.scanId} ${entry} ${use} ${pointsEntry}`;
}

/** Whether points are being used, whatever their number turns out to be. */
export function pointsAreUsed(state: SaleState): boolean {
  return state.use !== "none" && maySpend(state);
}

/** Points can only be used where the server says how many there are. */
export function usesPoints(state: SaleState): boolean {
  return state.wantsSpendCode || pointsAreUsed(state) || state.capture?.spends === true;
}

/** The sale as the server would take it, or null while something is missing. */
export function saleOf(state: SaleState): Sale | null {
  const amountYen = amountOf(state.entry);
  if (state.scan === null || amountYen === 0 || state.receipt !== null) return null;
  const coupons = couponsFitting(state);
  const asked = { scanId: state.scan.scanId, amountYen, pointsToUse: pointsToUse(state) };
  return coupons.length === 0 ? asked : { ...asked, coupons: [...coupons] };
}

/** Names a sale's content: an answer for another content is stale, however late it comes. */
export function keyOf(sale: Sale): string {
  const { scanId, amountYen, pointsToUse, coupons = [] } = sale;
  return [scanId, amountYen, pointsToUse, ...coupons].join(" ");
}

/** The quote of exactly what is on the screen. */
export function currentQuote(state: SaleState): Quote | null {
  const sale = saleOf(state);
  return sale !== null && state.quote?.key === keyOf(sale) ? state.quote.answer : null;
}

/** What may be sent now: only a sale whose effect is on the screen. */
export function saleToSend(state: SaleState): Sale | null {
  const blocked = state.sending !== null || state.reading || state.trouble?.about === "quote";
  return blocked || currentQuote(state) === null ? null : saleOf(state);
}

export function maySpend(state: SaleState): boolean {
  return state.scan?.scopes.includes("spend") ?? false;
}

/**
 * The most points that can be used, as the server last said for this member, amount and coupons; null until it did.
 */
export function pointsMax(state: SaleState): number | null {
  const [scanId, amountYen, , ...coupons] = state.quote?.key.split(" ") ?? [];
  const sameSale = scanId === state.scan?.scanId && Number(amountYen) === amountOf(state.entry);
  const known = sameSale && coupons.join(" ") === couponsFitting(state).join(" ");
  return known ? (state.quote?.answer.pointsToUseMax ?? null) : null;
}

/**
 * Why the points that were typed cannot be used, as far as the till knows by itself: what was typed stays, and no one is
 * asked about it. Fewer than a unit may be on their way to one.
 */
export function pointsWrong(state: SaleState, unitPoints: number): "too_many" | "unit" | null {
  if (state.use !== "part" || !maySpend(state)) return null;
  const points = amountOf(state.pointsEntry);
  const most = pointsMax(state);
  if (most !== null && points > most) return "too_many";
  return points % unitPoints === 0 ? null : "unit";
}

/** Where the most is not known yet, nothing is asked for first; the answer says it, and the next quote goes by it. */
function pointsToUse(state: SaleState): number {
  const most = pointsMax(state);
  if (!maySpend(state) || state.use === "none" || most === null) return 0;
  return state.use === "part" ? amountOf(state.pointsEntry) : most;
}

function padded(state: SaleState, key: PadKey): SaleState {
  const cleared = { ...state, trouble: state.trouble?.about === "scan" ? state.trouble : null };
  return state.pad === "points"
    ? { ...cleared, ...pointsPadded(state, key) }
    : { ...cleared, entry: pressPad(state.entry, key) };
}

function pointsPadded(state: SaleState, key: PadKey): Pick<SaleState, "pointsEntry" | "pointsAre"> {
  const replaced = state.pointsAre === "prefilled" && key !== "back";
  const pointsEntry = pressPad(replaced ? emptyEntry : state.pointsEntry, key);
  return { pointsEntry, pointsAre: "typed" };
}

function withScan(state: SaleState, scan: Scanned): SaleState {
  const coupons = choiceAfterScan(scan.coupons, isAgain(state, scan) ? state.coupons.chosen : []);
  const next = { ...state, scan, coupons, ...notAsking, reading: false, trouble: null };
  return scan.scopes.includes("spend") ? next : withUse(next, "none");
}

/** Whether the member on the desk is to show another code. */
export function isAsking({ wantsSpendCode, readsAgain }: SaleState): boolean {
  return wantsSpendCode || readsAgain;
}

const notAsking = { wantsSpendCode: false, readsAgain: false };

/** The customer was asked for another code, and the same person showed it: what was chosen stays chosen. */
function isAgain(state: SaleState, { member }: Scanned): boolean {
  const { scan } = state;
  if (scan === null || !isAsking(state)) return false;
  return scan.member.name === member.name && scan.member.pictureUrl === member.pictureUrl;
}

/** One that cannot be used after all: the sale goes on without it. */
function withoutCoupon(state: SaleState, refused: RefusedCoupon): SaleState {
  const { coupons } = couponsNow(state);
  return { ...state, coupons: couponsAfterRefusal(state.coupons, coupons, contentOf(state), refused) };
}

function withoutScan(state: SaleState, why: Trouble | null): SaleState {
  const nobody = { scan: null, capture: null, coupons: noChoice };
  const without = { ...nobody, ...notAsking, reading: false, trouble: why };
  return { ...withUse(state, "none"), ...without };
}

function withUse(state: SaleState, use: Use): SaleState {
  const prefilled = use === "part" && state.use === "all";
  return {
    ...state,
    use,
    pointsEntry: prefilled ? entryOf(pointsMax(state) ?? 0) : emptyEntry,
    pointsAre: prefilled ? "prefilled" : "typed",
    pad: use === "part" ? "points" : "amount",
    trouble: null,
  };
}

function quoted(state: SaleState, key: string, answer: Quote): SaleState {
  const sale = saleOf(state);
  if (sale === null || keyOf(sale) !== key) return state;
  const rest = state.trouble?.about === "quote" ? { trouble: null } : {};
  return { ...state, ...rest, quote: { key, answer } };
}

function quoteRefused(
  state: SaleState,
  { key, code, coupon = null }: Extract<SaleEvent, { readonly type: "quoteRefused" }>,
): SaleState {
  const sale = saleOf(state);
  if (sale === null || keyOf(sale) !== key) return state;
  if (coupon !== null && sale.coupons !== undefined) return withoutCoupon(state, coupon);
  if (isAboutScan(code)) return withoutScan(state, { about: "scan", code: code });
  return { ...state, trouble: { about: "quote", code: code } };
}

function afterRefusal(state: SaleState, code: ErrorCode): SaleState {
  if (isAboutScan(code)) return withoutScan(state, { about: "scan", code: code });
  // The numbers may have changed under us: forgetting the quote makes the till ask again.
  return { ...state, quote: null, trouble: { about: "purchase", code: code } };
}

/** The receipt on the screen shows an undo that was made elsewhere on this till. */
function undone(state: SaleState, receipt: Receipt): SaleState {
  return state.receipt?.purchaseId === receipt.purchaseId ? { ...state, receipt } : state;
}

function isAboutScan(code: Trouble["code"]): boolean {
  return code.startsWith("scan.") || code.startsWith("card.") || code.startsWith("member.");
}
