import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { count } from "../formats.ts";
import { PageHead } from "../parts/Head.tsx";
import { Icon } from "../parts/Icon.tsx";
import { goBack } from "../router.ts";
import { useCard } from "../use-card.ts";
import { words } from "../words.ts";

type Step = "consequences" | "sure" | "leaving" | "failed";

/** Leaving, in two steps: what it means, then the last word. Nothing has to be typed. */
export function LeaveScreen() {
  const { app } = useCard();
  const step = useSignal<Step>("consequences");
  const { leave } = words.value;
  const confirm = async (): Promise<void> => {
    step.value = "leaving";
    try {
      await app.leave();
    } catch {
      step.value = "failed";
    }
  };
  return (
    <div class="page">
      <PageHead title={leave.title} />
      <main class="leave">
        <Consequences />
        {step.value === "consequences" ? (
          <div class="choices">
            <button type="button" class="button wide" onClick={goBack}>
              {leave.stay}
            </button>
            <button
              type="button"
              class="button second wide"
              onClick={() => {
                step.value = "sure";
              }}
            >
              {leave.next}
            </button>
          </div>
        ) : (
          <Sure step={step.value} onLeave={() => void confirm()} />
        )}
      </main>
    </div>
  );
}

/** The last word, brought to where it is seen and read out: on a small phone it begins below the screen's edge. */
function Sure({ step, onLeave }: { readonly step: Step; readonly onLeave: () => void }) {
  const { leave } = words.value;
  const question = useRef<HTMLParagraphElement>(null);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    question.current?.focus({ preventScroll: true });
    box.current?.scrollIntoView({ block: "nearest" });
  }, [step]);
  const leaving = step === "leaving";
  return (
    <div class="sure" ref={box}>
      {step === "failed" && (
        <p class="notice bad" role="alert">
          {leave.failed}
        </p>
      )}
      <p class="sure-question" tabIndex={-1} ref={question}>
        {leaving ? leave.leaving : leave.sure}
      </p>
      <button type="button" class="button danger wide" disabled={leaving} onClick={onLeave}>
        {leave.confirm}
      </button>
      <button type="button" class="button wide" disabled={leaving} onClick={goBack}>
        {leave.stay}
      </button>
    </div>
  );
}

function Consequences() {
  const { state } = useCard();
  const { leave } = words.value;
  const balance = state.points.value?.balance ?? 0;
  const lines = [
    balance > 0 ? leave.points(count(balance)) : leave.noPoints,
    leave.card,
    leave.line,
    leave.rejoin,
  ];
  return (
    <section class="panel">
      <p>{leave.lead}</p>
      <ul class="consequences">
        {lines.map((line) => (
          <li key={line}>
            <Icon name="warning" />
            <span>{line}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
