import { late } from "../late.tsx";
import type { ScreenEntry } from "../screen.ts";

const DashboardScreen = late(async () => (await import("./Dashboard.tsx")).DashboardScreen);

/** The screens about figures, for `addresses.tsx`. */
export const reportScreens: readonly ScreenEntry[] = [
  {
    at: "dashboard",
    name: ["ダッシュボード", "Dashboard"],
    group: "reports",
    draw: () => <DashboardScreen />,
  },
];
