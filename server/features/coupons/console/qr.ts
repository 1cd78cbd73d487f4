import { Refusal } from "../../../../shared/errors.ts";
import type { Deps } from "../../../deps.ts";
import { qrSvg } from "../../../platform/files/qr.ts";
import { couponState } from "./state.ts";

/**
 * The QR in the shop as an SVG to print.
 * @throws Refusal coupon.not_found for one that no QR gives, or that was not issued yet.
 */
export async function claimQr(deps: Deps, couponId: string): Promise<string> {
  const { claimUrl } = await couponState(deps, couponId);
  if (claimUrl === null) throw new Refusal("coupon.not_found");
  return qrSvg(claimUrl);
}
