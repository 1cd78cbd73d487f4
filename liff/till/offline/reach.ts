import { computed, signal } from "@preact/signals";
import { ApiError, isOurs, NetworkError } from "../../api/client.ts";
import { online } from "../online.ts";

/*
 * Whether the server can be reached. The browser knows only of its own cable: a dead router, a server that is down or a
 * hotel's welcome page leave it "online".
 */

const heard = signal(true);

/** Nobody can be asked: the till takes what it may take alone. */
export const offline = computed(() => !online.value || !heard.value);

/** An answer came, whatever it says. */
export function noteHeard(): void {
  heard.value = true;
}

/** An error that means nobody is there; true when it does. */
export function noteSilence(error: unknown): boolean {
  const silence = error instanceof NetworkError || (error instanceof ApiError && !isOurs(error));
  if (silence) heard.value = false;
  else if (error instanceof ApiError) heard.value = true;
  return silence;
}
