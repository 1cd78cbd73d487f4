import { useEffect } from "preact/hooks";
import { Happened } from "./parts/Happened.tsx";
import { route } from "./router.ts";
import { CardScreen } from "./screens/CardScreen.tsx";
import { HistoryScreen } from "./screens/HistoryScreen.tsx";
import { LeaveScreen } from "./screens/LeaveScreen.tsx";
import { LeftScreen, OpeningScreen, ProblemScreen } from "./screens/MessageScreens.tsx";
import { SettingsScreen } from "./screens/SettingsScreen.tsx";
import { WalletScreen } from "./screens/WalletScreen.tsx";
import { WelcomeScreen } from "./screens/WelcomeScreen.tsx";
import { useCard } from "./use-card.ts";
import { walletDoor } from "./wallet/door.ts";

/** Which screen stands where: who one is decides first, the address only among a member's own screens. */
export function App() {
  const { stage } = useCard().state;
  const { at } = stage.value;
  // Another stage begins at its top.
  useEffect(() => window.scrollTo(0, 0), [at]);
  switch (stage.value.at) {
    case "opening":
      return <OpeningScreen />;
    case "guest":
      return <WelcomeScreen guest={stage.value.guest} />;
    case "left":
      return <LeftScreen />;
    case "problem":
      return <ProblemScreen problem={stage.value.problem} />;
    case "card":
      return (
        <div class="column">
          <Happened />
          <MemberScreen />
          <OverAll />
        </div>
      );
  }
}

/** What the wallet lays over any screen. */
function OverAll() {
  const door = walletDoor.value;
  return door === null ? null : <door.Over />;
}

function MemberScreen() {
  switch (route.value) {
    case "card":
      return <CardScreen />;
    case "coupons":
    case "coupon":
    case "stamps":
      return <WalletScreen />;
    case "history":
      return <HistoryScreen />;
    case "settings":
      return <SettingsScreen />;
    case "leave":
      return <LeaveScreen />;
  }
}
