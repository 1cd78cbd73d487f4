import { monotonicFactory } from "ulid";
import type { Clock } from "../../../server/platform/clock.ts";
import type { Ids } from "../../../server/platform/ids.ts";
import { drawsFrom } from "./random.ts";

const publicAlphabet = "0123456789abcdefghjkmnpqrstvwxyz";

/** Ids that are the same in every run with the same seed, and sort by the turned clock. For the sample data alone. */
export function seededIds(seed: string, clock: Clock): Ids {
  const draws = drawsFrom(`ids:${seed}`);
  const next = monotonicFactory(draws.fraction);
  return {
    ulid: () => next(clock.nowMs()),
    publicId: () => Array.from(draws.bytes(20), (byte) => publicAlphabet.charAt(byte % 32)).join(""),
    secret: () => draws.bytes(32).toString("base64url"),
    uuid: () => {
      const hex = draws.bytes(16).toString("hex");
      const variant = "89ab".charAt(draws.between(0, 3));
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
    },
    digits: (count) => Array.from({ length: count }, () => String(draws.between(0, 9))).join(""),
  };
}
