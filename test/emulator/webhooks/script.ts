import { block, userById } from "../people.ts";
import type { Platform } from "../platform.ts";
import type { BlockAfter } from "./shapes.ts";

/**
 * Lets a person block the account in the middle of a campaign: at the delivery that makes up the number, before
 * its sender has an answer.
 */
export function blockAfter(platform: Platform, userId: string, when: BlockAfter): void {
  userById(platform, userId);
  let left = when.deliveries;
  const end = platform.recorder.onDelivery((delivery) => {
    if (when.of !== "everyone" && delivery.userId !== userId) return;
    left -= 1;
    if (left > 0) return;
    end();
    block(platform, userId);
  });
}
