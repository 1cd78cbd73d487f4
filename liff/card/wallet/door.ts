import { signal } from "@preact/signals";
import type { FunctionComponent } from "preact";
import type { DeskParts, WalletDesk } from "./desk.ts";

/** What comes with the wallet's own script. */
export interface OpenedWallet {
  readonly desk: WalletDesk;
  readonly Screens: FunctionComponent;
  /** What lies over any screen: the living screen, and the joy about a coupon that the till used. */
  readonly Over: FunctionComponent;
}

/** Null until the wallet's script came: it is asked for after the code stands. */
export const walletDoor = signal<OpenedWallet | null>(null);
export const doorFailed = signal(false);

let opening: Promise<OpenedWallet | null> | null = null;

/** Loads the wallet's script once, and again after a failure. Never throws. */
export function openWalletDoor(parts: Omit<DeskParts, "server">): Promise<OpenedWallet | null> {
  opening ??= load(parts);
  return opening;
}

async function load(parts: Omit<DeskParts, "server">): Promise<OpenedWallet | null> {
  doorFailed.value = false;
  try {
    const opened = (await import("./index.tsx")).openWallet(parts);
    walletDoor.value = opened;
    return opened;
  } catch (error) {
    console.warn("the wallet did not load", error);
    doorFailed.value = true;
    opening = null;
    return null;
  }
}
