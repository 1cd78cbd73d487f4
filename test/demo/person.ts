import { seededUserId } from "../emulator/ids.ts";

/** Everything that is drawn in the demo is drawn from this. */
export const demoSeed = 20_261_101;

export interface Person {
  readonly userId: string;
  readonly name: string;
  /** Of their LINE; absent: Japanese. */
  readonly language?: "ja" | "en";
}

export function personNamed(name: string): Person {
  return { userId: seededUserId(demoSeed, name), name };
}

/** Whose phone the opening page opens: somebody who has never been here. */
export const guest = personNamed("あなた");
