import type { CouponState } from "../../shared/coupons/console.ts";
import { plainCoupon } from "../../shared/coupons/samples.ts";
import type { Coupon } from "../../shared/coupons/schema.ts";
import type { Wallet } from "../../shared/coupons/views.ts";
import type { Client } from "./browser-like.ts";
import { newKey, type Phone } from "./people.ts";

const path = "/api/console/coupons";

/** What somebody at the console does with coupons. */
export interface CouponDesk {
  make(change?: Partial<Coupon>): Promise<CouponState>;
  state(couponId: string): Promise<CouponState>;
  save(state: CouponState, change: Partial<Coupon>): Promise<CouponState>;
  issue(state: CouponState): Promise<CouponState>;
  /** Made and issued. */
  issued(change?: Partial<Coupon>): Promise<CouponState>;
  give(couponId: string, memberId: string, key?: string): Promise<string>;
}

export function couponDesk({ client }: { readonly client: Client }): CouponDesk {
  const desk: CouponDesk = {
    make: (change) =>
      client.ok("POST", path, { key: newKey(), body: { coupon: { ...plainCoupon, ...change } } }),
    state: (couponId) => client.ok("GET", `${path}/${couponId}`),
    save: (state, change) =>
      client.ok("PUT", `${path}/${state.couponId}/draft`, {
        body: { coupon: { ...documentOf(state), ...change }, seenAtMs: state.draftAtMs },
      }),
    issue: ({ couponId, draftAtMs }) =>
      client.ok("POST", `${path}/${couponId}/issue`, { body: { seenAtMs: draftAtMs } }),
    issued: async (change) => desk.issue(await desk.make(change)),
    async give(couponId, memberId, key = newKey()) {
      const body = { memberId, reason: "お詫び" };
      const asked = { key, body };
      const given = await client.ok<{ walletId: string }>("POST", `${path}/${couponId}/members`, asked);
      return given.walletId;
    },
  };
  return desk;
}

/** The draft, or what is in force where there is none. */
export function documentOf({ draft, published }: CouponState): Coupon {
  return draft ?? published ?? plainCoupon;
}

export function walletOf(phone: Pick<Phone, "client">): Promise<Wallet> {
  return phone.client.ok("GET", "/api/card/coupons");
}

/** A file, as its bytes. */
export async function fileOf(
  origin: string,
  client: Client,
  at: string,
): Promise<{ readonly bytes: Uint8Array; readonly headers: Headers; readonly status: number }> {
  const response = await fetch(`${origin}${at}`, { headers: { cookie: cookieOf(client) } });
  const bytes = new Uint8Array(await response.arrayBuffer());
  return { bytes, headers: response.headers, status: response.status };
}

/** Sends bytes as a page uploads a file; answers the status and the body. */
export async function sendFile<T>(
  origin: string,
  client: Client,
  at: string,
  bytes: Uint8Array | string,
): Promise<{ readonly status: number; readonly body: T }> {
  const body = typeof bytes === "string" ? bytes : new Uint8Array(bytes);
  const headers = { origin, cookie: cookieOf(client) };
  const response = await fetch(`${origin}${at}`, { method: "POST", headers, body });
  return { status: response.status, body: answerAs<T>(await response.json()) };
}

function cookieOf({ cookies }: Client): string {
  return [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
}

/** The contract in shared/ says what an answer is; the tests check the values. */
function answerAs<T>(body: unknown): T {
  return body as T;
}
