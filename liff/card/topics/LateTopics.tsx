import { useSignal } from "@preact/signals";
import type { FunctionComponent } from "preact";
import { useEffect } from "preact/hooks";
import { words } from "../words.ts";

/** The switches, whose script comes with the settings: the code on the first screen does not wait for it. */
export function LateTopics() {
  const drawn = useSignal<{ readonly Topics: FunctionComponent } | null>(null);
  const failed = useSignal(false);
  const load = async (): Promise<void> => {
    failed.value = false;
    try {
      drawn.value = await import("./Topics.tsx");
    } catch (error) {
      console.warn("the switches did not load", error);
      failed.value = true;
    }
  };
  useEffect(() => void load(), []);
  if (drawn.value !== null) return <drawn.value.Topics />;
  if (!failed.value) return null;
  return (
    <button type="button" class="button second wide" onClick={() => void load()}>
      {words.value.settings.topicsAgain}
    </button>
  );
}
