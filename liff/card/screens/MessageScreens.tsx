import type { Problem } from "../app/state.ts";
import { closeLine, loginByTap } from "../line-door.ts";
import { ShopHead } from "../parts/Head.tsx";
import { Thread } from "../parts/Thread.tsx";
import { go } from "../router.ts";
import { useCard } from "../use-card.ts";
import { words } from "../words.ts";

/** Before anything is known. */
export function OpeningScreen() {
  const { config } = useCard();
  return (
    <div class="page">
      <ShopHead shop={config.shopName} />
      <main class="message">
        <span class="spinner" />
        <p class="soft" role="status">
          {words.value.card.preparing}
        </p>
      </main>
    </div>
  );
}

/** Nothing can be shown, why, and what to do now. */
export function ProblemScreen({ problem }: { readonly problem: Problem }) {
  const { app, config } = useCard();
  const { problems, retry, join, close } = words.value;
  const { title, text } = problems[problem];
  const login = problem === "needs_login" || problem === "denied";
  return (
    <div class="page">
      <ShopHead shop={config.shopName} />
      <main class="message">
        <Thread />
        <div role="alert">
          <h1>{title}</h1>
          <p>{text}</p>
        </div>
        {login && (
          <button type="button" class="button line-login" onClick={() => void loginByTap()}>
            {join.login}
          </button>
        )}
        {(problem === "offline" || problem === "line" || problem === "server") && (
          <button type="button" class="button" onClick={() => void app.retry()}>
            {retry}
          </button>
        )}
        {(problem === "reopen" || problem === "line") && (
          <button type="button" class="button second" onClick={() => void closeLine()}>
            {close}
          </button>
        )}
      </main>
    </div>
  );
}

/** After leaving. */
export function LeftScreen() {
  const { app, state, config } = useCard();
  const { leave } = words.value;
  return (
    <div class="page">
      <ShopHead shop={config.shopName} />
      <main class="message">
        <Thread />
        <h1>{leave.doneTitle}</h1>
        <p>{leave.done}</p>
        <button
          type="button"
          class="button second"
          onClick={() => {
            go("card");
            state.stage.value = { at: "opening" };
            void app.retry();
          }}
        >
          {leave.again}
        </button>
      </main>
    </div>
  );
}
