import { IDENTIFY, SPEND } from "../../../shared/card/code.ts";
import { Balance } from "../parts/Balance.tsx";
import { Entries } from "../parts/Entries.tsx";
import { ShopHead } from "../parts/Head.tsx";
import { Icon } from "../parts/Icon.tsx";
import { Network } from "../parts/Network.tsx";
import { Rank, RankName } from "../parts/Rank.tsx";
import { Tile } from "../parts/Tile.tsx";
import { WalletButtons, WalletLines } from "../parts/WalletEntry.tsx";
import { go } from "../router.ts";
import { useCard } from "../use-card.ts";
import { walletDoor } from "../wallet/door.ts";
import { words } from "../words.ts";

/** The card: the code in the upper middle, the balance below it, using points in reach of the thumb. */
export function CardScreen() {
  const { state, config } = useCard();
  const spending = state.purpose.value === SPEND;
  return (
    <div class={spending ? "card-screen spending" : "card-screen"}>
      <ShopHead shop={config.shopName}>
        <RankName />
        <button
          type="button"
          class="icon-button"
          aria-label={words.value.title.settings}
          onClick={() => go("settings")}
        >
          <Icon name="settings" />
        </button>
      </ShopHead>
      <main class="card-main">
        <h1 class="unseen">{words.value.title.card}</h1>
        <Tile />
        <div class="card-rest">
          <Network />
          <Balance />
          <NoPoints />
          <WalletLines />
          <Rank />
          <Recent />
        </div>
      </main>
      <SpendBar />
    </div>
  );
}

const NO_POINTS = "no-points";

/** Why points cannot be used. It stands in the page, below the balance: in the bar it would lie across what scrolls. */
function NoPoints() {
  const { state } = useCard();
  const points = state.points.value;
  if (state.purpose.value === SPEND || points === null || points.balance > 0) return null;
  return (
    <p class="small soft" id={NO_POINTS}>
      {words.value.spend.none}
    </p>
  );
}

function SpendBar() {
  const { app, state } = useCard();
  const { spend, wallet } = words.value;
  const spending = state.purpose.value === SPEND;
  const empty = !spending && (state.points.value?.balance ?? 0) <= 0;
  const ready = state.shown.value.state === "code";
  if (spending && state.presenting.value !== null) {
    return (
      <section class="bar" aria-label={wallet.label}>
        <button
          type="button"
          class="button second wide"
          onClick={() => void walletDoor.value?.desk.putBack()}
        >
          {wallet.putBack}
        </button>
      </section>
    );
  }
  return (
    <section class="bar" aria-label={spend.label}>
      <div class="bar-row">
        <button
          type="button"
          class={spending ? "button second wide" : "button spend wide"}
          disabled={empty || !ready}
          aria-describedby={empty ? NO_POINTS : undefined}
          onClick={() => void app.show(spending ? IDENTIFY : SPEND)}
        >
          {spending ? spend.stop : spend.start}
        </button>
        {!spending && <WalletButtons />}
      </div>
    </section>
  );
}

function Recent() {
  const { state } = useCard();
  const { history } = words.value;
  const { value: recent } = state.recent;
  // Drawn from the last visit, or without a network: nobody has said yet what was recent.
  if (recent.length === 0 && state.connection.value !== "online") return null;
  return (
    <section class="recent">
      <div class="recent-head">
        <h2 class="small soft">{history.recent}</h2>
        <button type="button" class="link" onClick={() => go("history")}>
          {history.all}
          <Icon name="next" />
        </button>
      </div>
      {recent.length === 0 && <p class="small soft">{history.empty}</p>}
      <Entries items={recent.slice(0, 3)} />
    </section>
  );
}
