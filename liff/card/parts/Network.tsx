import { loginByTap } from "../line-door.ts";
import { useCard } from "../use-card.ts";
import { words } from "../words.ts";
import { Icon } from "./Icon.tsx";

/** One line about the network while the card is open; nothing where all is well. */
export function Network() {
  const { state, app } = useCard();
  const { network, retry, join } = words.value;
  const connection = state.connection.value;
  if (connection === "online") return <div class="network" role="status" />;
  if (connection === "connecting") {
    return (
      <div class="network" role="status">
        <span class="unseen">{network.connecting}</span>
      </div>
    );
  }
  const line = state.lineProblem.value;
  const byHand = line === "needs_login" || line === "denied";
  const text =
    connection === "offline" ? network.offline : line === null ? network.limited : network.lineFailed;
  return (
    <div class="network shown" role="status">
      <Icon name="offline" />
      <p class="small">{text}</p>
      {connection === "limited" && (
        <button type="button" class="tool" onClick={() => void (byHand ? loginByTap() : app.retry())}>
          {byHand ? join.login : retry}
        </button>
      )}
    </div>
  );
}
