import { useSignal } from "@preact/signals";
import { h, type JSX, type VNode } from "preact";
import type { MemberStampCard } from "../../../shared/stamps/views.ts";
import { cardDrawing, drawn } from "../../ui/stamps/drawing.ts";
import { named } from "../coupons/say.ts";
import { formatNumber, language, words } from "../language.ts";
import { till } from "../session.ts";
import { Dialog } from "../views/Dialog.tsx";
import { type AtTill, type StampDesk, useStampDesk } from "./door.ts";
import { sayGained } from "./Gained.tsx";

interface SheetProps {
  readonly scanId: string;
  readonly before: AtTill;
  /** With what stands on the cards, waits, and was handed over here, now. */
  readonly onClose: (now: AtTill) => void;
}

/** The member's stamp cards in the cashier's hands: rewards to hand over, stamps by hand, a paper card brought over. */
export function StampSheet({ scanId, before, onClose }: SheetProps): JSX.Element {
  const w = words.value;
  const desk = useStampDesk(scanId, before);
  const close = (): void => onClose({ cards: desk.cards.value, rewards: desk.rewards.value });
  return (
    <Dialog title={w.stampTitle} busy={desk.busy.value} onClose={close}>
      <div class="form stamp-form">
        <div role="status">
          {desk.done.value.map((one) => (
            <p key={one.cardId} class="notice good">
              {w.stampDone(sayGained(one))}
            </p>
          ))}
        </div>
        {desk.trouble.value !== null && (
          <p class="trouble" role="alert">
            {desk.trouble.value}
          </p>
        )}
        <Rewards desk={desk} />
        {desk.cards.value.map((card) => (
          <Card key={`${card.cardId} ${card.round}`} card={card} desk={desk} />
        ))}
        {desk.cards.value.length === 0 && desk.rewards.value.length === 0 && (
          <p class="empty">{w.stampNone}</p>
        )}
      </div>
    </Dialog>
  );
}

function Rewards({ desk }: { desk: StampDesk }): JSX.Element | null {
  const w = words.value;
  if (desk.rewards.value.length === 0) return null;
  return (
    <section aria-label={w.rewards}>
      <h3 class="small">{w.rewards}</h3>
      <ul class="rewards">
        {desk.rewards.value.map((reward) => {
          const handed = reward.handedOverAtMs !== null;
          return (
            <li key={reward.rewardId} class={handed ? "reward handed" : "reward"}>
              <span class="coupon-name">
                {named(reward.name)}
                <span class="small soft">
                  {handed ? w.rewardHandedOver : w.rewardOf(named(reward.cardName))}
                </span>
              </span>
              <button
                type="button"
                class={handed ? "button second" : "button"}
                disabled={desk.busy.value}
                onClick={() => void desk.handOver(reward, handed)}
              >
                {handed ? w.rewardUndo : w.rewardHandOver}
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Card({ card, desk }: { card: MemberStampCard; desk: StampDesk }): JSX.Element {
  return (
    <section class="stamp-card" aria-label={named(card.name)}>
      <p class="stamp-head">
        <strong>{named(card.name)}</strong>
        <span class="number">
          {words.value.stampCount(formatNumber(card.count), formatNumber(card.goal))}
        </span>
      </p>
      <div class="stamp-drawing">{drawn<VNode>(h, cardDrawing(card, language.value))}</div>
      {card.earn.kind === "staff" ? (
        <Give card={card} desk={desk} />
      ) : (
        <p class="small soft">{words.value.stampAuto}</p>
      )}
      <BringOver card={card} desk={desk} />
    </section>
  );
}

/** One more stamp is the usual; a second time on one day is a manager's, with a reason. */
function Give({ card, desk }: { card: MemberStampCard; desk: StampDesk }): JSX.Element {
  const w = words.value;
  const stamps = useSignal(1);
  const reason = useSignal("");
  const most = card.goal - card.count;
  const again = desk.code.value === "stamps.once_a_day" && till.value?.mayManage === true;
  const give = async (): Promise<void> => {
    if (await desk.give(card.cardId, stamps.value, reason.value.trim())) stamps.value = 1;
  };
  return (
    <div class="stamp-give">
      <span class="stepper">
        <button
          type="button"
          class="key"
          aria-label={w.stampFewer}
          disabled={stamps.value <= 1 || desk.busy.value}
          onClick={() => (stamps.value -= 1)}
        >
          −
        </button>
        <output class="number" aria-label={w.stampNumber}>
          {formatNumber(stamps.value)}
        </output>
        <button
          type="button"
          class="key"
          aria-label={w.stampMore}
          disabled={stamps.value >= most || desk.busy.value}
          onClick={() => (stamps.value += 1)}
        >
          +
        </button>
      </span>
      <button type="button" class="button" disabled={desk.busy.value} onClick={() => void give()}>
        {stamps.value === 1 ? w.stampGive : w.stampGiveWhat(formatNumber(stamps.value))}
      </button>
      {again && (
        <label class="field">
          <span>{w.stampReason}</span>
          <input
            type="text"
            maxLength={200}
            value={reason.value}
            onInput={(event) => (reason.value = event.currentTarget.value)}
          />
        </label>
      )}
    </div>
  );
}

/** The count of a paper card or of LINE's ショップカード, once for each customer. */
function BringOver({ card, desk }: { card: MemberStampCard; desk: StampDesk }): JSX.Element | null {
  const w = words.value;
  const entry = useSignal("");
  const open = useSignal(false);
  const most = card.goal - card.count - 1;
  if (most < 1) return null;
  const stamps = Number(entry.value);
  const fits = stamps >= 1 && stamps <= most;
  const bring = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (!fits || !(await desk.bringOver(card.cardId, stamps))) return;
    entry.value = "";
    open.value = false;
  };
  return (
    <details
      class="why-all small"
      open={open.value}
      onToggle={(event) => (open.value = event.currentTarget.open)}
    >
      <summary>
        <span class="why-open">{w.stampImport}</span>
      </summary>
      <form class="form" onSubmit={(event) => void bring(event)}>
        <p class="soft">{w.stampImportHelp}</p>
        <label class="field">
          <span>{w.stampImportLabel(formatNumber(most))}</span>
          <input
            type="text"
            inputMode="numeric"
            autocomplete="off"
            maxLength={2}
            value={entry.value}
            onInput={(event) => {
              entry.value = event.currentTarget.value.normalize("NFKC").replaceAll(/[^0-9]/g, "");
              event.currentTarget.value = entry.value;
            }}
          />
        </label>
        <button type="submit" class="button second" disabled={!fits || desk.busy.value}>
          {fits ? w.stampImportDo(formatNumber(stamps)) : w.stampImportEmpty}
        </button>
      </form>
    </details>
  );
}
