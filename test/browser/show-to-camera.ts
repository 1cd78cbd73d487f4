import type { Page } from "playwright-core";
import { eventually } from "../support/clock.ts";
import { frameOfPng, writeY4m } from "./y4m.ts";

/**
 * Holds the phone's screen before the till's fake camera until the till knows whose card it is. A camera's file is read
 * when the camera is opened, so each look at the phone is a new opening; `open` makes it.
 */
export async function showToCamera(
  till: Page,
  phone: Page,
  film: string,
  open: () => Promise<void>,
): Promise<void> {
  const look = async (): Promise<void> => {
    writeY4m(film, [await frameOfPng(phone, await phone.screenshot())]);
    await open();
  };
  await look();
  const member = till.getByRole("heading", { name: /様/ });
  // A slow machine may hold the picture of a code until it is old; a person would then show the card again.
  await eventually(
    async () => {
      if (await member.isVisible()) return true;
      if (await till.locator(".trouble").first().isVisible()) await look();
      return false;
    },
    "the camera reads the card",
    60_000,
  );
}
