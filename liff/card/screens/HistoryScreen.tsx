import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { HistoryItem } from "../../../shared/points/schema.ts";
import { Entries } from "../parts/Entries.tsx";
import { PageHead } from "../parts/Head.tsx";
import { useCard } from "../use-card.ts";
import { words } from "../words.ts";

type Loading = "first" | "more" | "failed" | "done";

/** Every change of the balance, newest first, a page at a time; reads itself again after a sale. */
export function HistoryScreen() {
  const { server, state } = useCard();
  const items = useSignal<readonly HistoryItem[]>([]);
  const before = useSignal<number | null>(null);
  const loading = useSignal<Loading>("first");
  const { history, loading: loadingWord, retry } = words.value;

  const load = async (from: number | null): Promise<void> => {
    loading.value = from === null ? "first" : "more";
    try {
      const page = await server.history(from ?? undefined);
      items.value = from === null ? page.items : [...items.value, ...page.items];
      before.value = page.before;
      loading.value = "done";
    } catch {
      loading.value = "failed";
    }
  };
  // A change at the till is the reason to read again.
  const changes = state.changes.value;
  useEffect(() => void load(null), [changes]);

  const busy = loading.value === "first" || loading.value === "more";
  return (
    <div class="page">
      <PageHead title={history.title} />
      <main>
        <Entries items={items.value} />
        {loading.value === "done" && items.value.length === 0 && (
          <div class="empty">
            <p>{history.empty}</p>
            <p class="small soft">{history.emptyHint}</p>
          </div>
        )}
        <div class="page-end" aria-busy={busy}>
          {busy && (
            <p class="waiting" role="status">
              <span class="spinner" />
              <span class="unseen">{loadingWord}</span>
            </p>
          )}
          {loading.value === "failed" && (
            <>
              <p class="notice warn" role="alert">
                {history.failed}
              </p>
              <button type="button" class="button second" onClick={() => void load(before.value)}>
                {retry}
              </button>
            </>
          )}
          {loading.value === "done" && before.value !== null && (
            <button type="button" class="button second" onClick={() => void load(before.value)}>
              {history.more}
            </button>
          )}
          {loading.value === "done" && before.value === null && items.value.length > 0 && (
            <p class="small soft">{history.end}</p>
          )}
        </div>
      </main>
    </div>
  );
}
