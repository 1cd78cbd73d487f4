import { signal } from "@preact/signals";

/** Whether this device has a network at all, as the browser knows it. */
export const online = signal(navigator.onLine);

addEventListener("online", () => {
  online.value = true;
});
addEventListener("offline", () => {
  online.value = false;
});
