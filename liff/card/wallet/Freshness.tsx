import { momentInWords } from "../formats.ts";
import { Icon } from "../parts/Icon.tsx";
import { useCard } from "../use-card.ts";
import { useDesk, useMoment } from "./use-wallet.ts";

/** Whether what stands here is of now; from the last visit it says so, and that using one needs the network. */
export function FreshnessLine() {
  const desk = useDesk();
  const { state } = useCard();
  const { words, nowMs, language, timeZone } = useMoment();
  const freshness = desk.freshness.value;
  const away = state.connection.value === "offline" || state.connection.value === "limited";
  if (desk.wallet.value === null && desk.stamps.value === null) return null;
  if (!away && freshness !== "failed") return null;
  return (
    <div class="network shown" role="status">
      <Icon name="offline" />
      <p class="small">
        {words.kept(momentInWords(desk.atMs.value, nowMs, language, timeZone))}
        <br />
        {words.needsNetwork}
      </p>
    </div>
  );
}

/** In the place of a list that nobody has given yet. */
export function NothingYet() {
  const desk = useDesk();
  const { state } = useCard();
  const { words } = useMoment();
  const away = state.connection.value === "offline" || state.connection.value === "limited";
  if (desk.freshness.value !== "failed" && !away) {
    return (
      <p class="waiting wallet-waiting" role="status">
        <span class="spinner" />
        <span class="unseen">{words.loading}</span>
      </p>
    );
  }
  return (
    <div class="empty">
      <p role="alert">{words.failed}</p>
      <button type="button" class="button second" onClick={() => void desk.load()}>
        {words.retry}
      </button>
    </div>
  );
}
