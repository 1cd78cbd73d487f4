import "./wallet.css";
import "./stamps.css";
import type { FunctionComponent } from "preact";
import { route } from "../router.ts";
import { Celebrate } from "./Celebrate.tsx";
import { CouponScreen } from "./CouponScreen.tsx";
import { CouponsScreen } from "./CouponsScreen.tsx";
import { type DeskParts, WalletDesk } from "./desk.ts";
import type { OpenedWallet } from "./door.ts";
import { Living } from "./Living.tsx";
import { StampsScreen } from "./StampsScreen.tsx";
import { walletServer } from "./server.ts";
import { DeskContext } from "./use-wallet.ts";

/** The wallet with its screens, in a script of their own. */
export function openWallet(parts: Omit<DeskParts, "server">): OpenedWallet {
  const desk = new WalletDesk({ ...parts, server: walletServer });
  desk.open();
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") desk.wake();
  });
  const within = (Part: FunctionComponent): FunctionComponent => {
    return () => (
      <DeskContext.Provider value={desk}>
        <Part />
      </DeskContext.Provider>
    );
  };
  return { desk, Screens: within(Screens), Over: within(Over) };
}

function Screens() {
  if (route.value === "stamps") return <StampsScreen />;
  return route.value === "coupon" ? <CouponScreen /> : <CouponsScreen />;
}

function Over() {
  return (
    <>
      <Living />
      <Celebrate />
    </>
  );
}
