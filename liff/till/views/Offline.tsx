import { signal } from "@preact/signals";
import type { JSX } from "preact";
import { formatMoment, formatNumber, formatYen, sentenceOf, words } from "../language.ts";
import type { QueuedSale } from "../offline/queue.core.ts";
import {
  dismissRefused,
  freshlyConfirmed,
  halted,
  keeps,
  queue,
  queued,
  refused,
  unreadable,
} from "../offline/queue.ts";
import { offline } from "../offline/reach.ts";
import { lastSync } from "../offline/sync.ts";
import { dropMember } from "../sale/desk.ts";
import { config, session, till } from "../session.ts";
import { Dialog } from "./Dialog.tsx";
import { Icon } from "./Marks.tsx";

const listOpen = signal(false);

/** Says that nobody can be asked, what goes on all the same, and how many sales wait. Above everything, over nothing. */
export function OfflineBanner(): JSX.Element {
  const w = words.value;
  const count = queued.value.length;
  const ready = keeps.value !== false && till.value?.offline != null && lastSync() !== null;
  const standing = till.value?.store != null;
  const signedOut = !offline.value && count > 0 && session.value.at === "signedOut";
  const shown = offline.value || signedOut;
  return (
    <div role="status" class={shown ? "offline" : "unseen"}>
      {signedOut && <p>{w.offlineSignIn(formatNumber(count))}</p>}
      {offline.value && <p>{standing && ready ? w.offline : w.offlineNothing}</p>}
      {offline.value && standing && count > 0 && <ListButton label={w.offlineWaiting(formatNumber(count))} />}
    </div>
  );
}

/** When the network is back: what is being handed in, what was not taken and what was. */
export function OfflineNews(): JSX.Element {
  const w = words.value;
  const count = queued.value.length;
  const fresh = freshlyConfirmed.value;
  const points = fresh.reduce(
    (sum, { ending }) => sum + (ending?.kind === "confirmed" ? ending.pointsEarned : 0),
    0,
  );
  return (
    <>
      {unreadable.value > 0 && (
        <p class="notice bad" role="alert">
          {w.offlineUnreadable(formatNumber(unreadable.value))}
        </p>
      )}
      {!offline.value && count > 0 && (
        <div class="notice warn">
          {halted.value === null && <span class="spinner small-spinner" />}
          <p>
            {halted.value === null
              ? w.offlineHandingIn(formatNumber(count))
              : `${w.offlineHalted(formatNumber(count))} ${sentenceOf(halted.value)}`}
          </p>
          <ListButton label={w.offlineShow} />
        </div>
      )}
      {refused.value.length > 0 && (
        <div class="notice bad" role="alert">
          <p>
            <strong>{w.offlineRefused(formatNumber(refused.value.length))}</strong>
          </p>
          <ListButton label={w.offlineShow} />
        </div>
      )}
      {count === 0 && fresh.length > 0 && (
        <div class="notice good">
          <p>{w.offlineConfirmed(formatNumber(fresh.length), formatNumber(points))}</p>
          <ListButton label={w.offlineShow} />
        </div>
      )}
    </>
  );
}

function ListButton({ label }: { label: string }): JSX.Element {
  return (
    <button
      type="button"
      class="button second"
      aria-haspopup="dialog"
      onClick={() => (listOpen.value = true)}
    >
      {label}
    </button>
  );
}

/** Every sale that was taken without a network, the newest first; nothing until somebody asks for it. */
export function OfflineSheet(): JSX.Element | null {
  const w = words.value;
  if (!listOpen.value) return null;
  const close = (): void => {
    freshlyConfirmed.value = [];
    listOpen.value = false;
  };
  const newest = [...queue.value].sort((a, b) => b.seq - a.seq);
  const trouble = newest.filter(({ ending }) => ending?.kind === "refused");
  const rest = newest.filter(({ ending }) => ending?.kind !== "refused");
  return (
    <Dialog title={w.offlineTitle} onClose={close}>
      <div class="form">
        {trouble.length > 0 && (
          <section>
            <p class="soft">{w.offlineRefusedHelp}</p>
            <List sales={trouble} />
            <button type="button" class="button wide" onClick={() => void dismissRefused()}>
              {w.offlineDismiss}
            </button>
          </section>
        )}
        {rest.length > 0 && <List sales={rest} />}
        {newest.length === 0 && <p class="empty">{w.offlineNone}</p>}
      </div>
    </Dialog>
  );
}

/** Those of them that the server has not heard of, where the sales of the day are listed. */
export function QueuedList(): JSX.Element {
  const newest = [...queued.value].sort((a, b) => b.seq - a.seq);
  return (
    <section>
      <h2 class="small">{words.value.offlineWaiting(formatNumber(newest.length))}</h2>
      <List sales={newest} />
    </section>
  );
}

function List({ sales }: { sales: readonly QueuedSale[] }): JSX.Element {
  return (
    <ul class="sales kept-sales">
      {sales.map((sale) => (
        <Line key={sale.id} sale={sale} />
      ))}
    </ul>
  );
}

function Line({ sale }: { sale: QueuedSale }): JSX.Element {
  const w = words.value;
  const { ending, capture } = sale;
  const card = w.offlineCard(capture.handle.slice(-4));
  const name =
    ending?.kind === "confirmed" && ending.memberName !== null ? w.honorific(ending.memberName) : card;
  return (
    <li class={`sale kept ${ending?.kind ?? "waits"}`}>
      <div class="sale-who">
        <strong>{name}</strong>
        <span class="soft small number">
          {formatMoment(capture.scannedAtMs + sale.sync.offsetMs, config.timeZone)}
        </span>
      </div>
      <div class="sale-sums">
        <strong class="number">{formatYen(sale.amountYen)}</strong>
        {ending?.kind === "confirmed" && (
          <span class="small number earned">
            +{formatNumber(ending.pointsEarned)} {w.points}
          </span>
        )}
        {ending === null && <span class="tag">{w.offlineWaits}</span>}
      </div>
      {ending?.kind === "refused" && (
        <p class="kept-why">
          {sentenceOf(ending.code)} <span class="soft small number">({ending.code})</span>
        </p>
      )}
    </li>
  );
}

/** A card that was read while nobody can be asked whose it is. */
export function CaptureCard(): JSX.Element {
  const w = words.value;
  return (
    <article class="member capture">
      <span class="picture" aria-hidden="true">
        <Icon name="check" />
      </span>
      <div class="member-name" role="status">
        <h2>{w.captured}</h2>
        <p class="soft small">{w.capturedHelp}</p>
        <p class="soft small">{w.couponsOffline}</p>
      </div>
      <button type="button" class="bare" onClick={dropMember}>
        <Icon name="close" />
        <span class="unseen">{w.dropMember}</span>
      </button>
    </article>
  );
}

/** The sale is on this device; what it earns is known when the network is back. */
export function AcceptedView({ amountYen }: { amountYen: number }): JSX.Element {
  const w = words.value;
  return (
    <article class="receipt accepted">
      <div class="receipt-main" role="status">
        <span class="seal">
          <Icon name="check" />
        </span>
        <h2>{w.accepted}</h2>
        <p>{w.acceptedHelp}</p>
      </div>
      <dl class="receipt-lines small">
        <div>
          <dt>{w.acceptedAmount}</dt>
          <dd class="number">{formatYen(amountYen)}</dd>
        </div>
        <div>
          <dt>{w.acceptedCount}</dt>
          <dd class="number">{formatNumber(queued.value.length)}</dd>
        </div>
      </dl>
    </article>
  );
}
