/**
 * Keeps the screen on while the card shows, where the browser can. It is lost whenever the page is hidden, and some
 * browsers give it only after a touch, so it is asked for again on both.
 */
export function keepScreenOn(wanted: () => boolean): void {
  if (!("wakeLock" in navigator)) return;
  let lock: WakeLockSentinel | null = null;
  let asking = false;
  const ask = async (): Promise<void> => {
    if (asking || lock !== null || document.visibilityState !== "visible" || !wanted()) return;
    asking = true;
    try {
      lock = await navigator.wakeLock.request("screen");
      lock.addEventListener("release", () => {
        lock = null;
      });
    } catch {
      // Low battery or no permission: the phone decides, and the next touch asks again.
    } finally {
      asking = false;
    }
  };
  document.addEventListener("visibilitychange", () => void ask());
  document.addEventListener("pointerup", () => void ask());
  void ask();
}
