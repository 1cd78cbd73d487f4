import { late } from "../late.tsx";
import type { ScreenEntry } from "../screen.ts";

const AnomaliesScreen = late(async () => (await import("./Anomalies.tsx")).AnomaliesScreen);
const BehindScreen = late(async () => (await import("./Behind.tsx")).BehindScreen);
const DashboardScreen = late(async () => (await import("./Dashboard.tsx")).DashboardScreen);
const DecileScreen = late(async () => (await import("./Decile.tsx")).DecileScreen);
const EntriesScreen = late(async () => (await import("./Entries.tsx")).EntriesScreen);
const LiabilityScreen = late(async () => (await import("./Liability.tsx")).LiabilityScreen);
const MonthlyScreen = late(async () => (await import("./Monthly.tsx")).MonthlyScreen);
const RetentionScreen = late(async () => (await import("./Retention.tsx")).RetentionScreen);
const RfmScreen = late(async () => (await import("./Rfm.tsx")).RfmScreen);
const SalesScreen = late(async () => (await import("./Sales.tsx")).SalesScreen);

const group = "reports";

/** The screens about figures, for `addresses.tsx`. */
export const reportScreens: readonly ScreenEntry[] = [
  { at: "dashboard", name: ["ダッシュボード", "Dashboard"], group, draw: () => <DashboardScreen /> },
  { at: "monthly", name: ["月次レポート", "Monthly report"], group, draw: () => <MonthlyScreen /> },
  { at: "liability", name: ["ポイント残高と失効", "Points owed"], group, draw: () => <LiabilityScreen /> },
  { at: "retention", name: ["定着", "Retention"], group, draw: () => <RetentionScreen /> },
  { at: "decile", name: ["デシル分析", "Deciles"], group, draw: () => <DecileScreen /> },
  { at: "rfm", name: ["RFM分析", "RFM"], group, draw: () => <RfmScreen /> },
  {
    ...{ at: "anomalies", name: ["スタッフの気になる操作", "Staff: worth a look"] as const, group },
    draw: () => <AnomaliesScreen />,
  },
  {
    ...{ at: "behind", name: ["数字のもとになった会員", "Members behind a number"] as const, group },
    draw: () => <BehindScreen />,
    // Like the two below, it is opened from numbers alone.
    may: () => false,
  },
  {
    ...{ at: "sales", name: ["会計の一覧", "Sales"] as const, group },
    draw: () => <SalesScreen />,
    may: () => false,
  },
  {
    ...{ at: "entries", name: ["ポイントの明細", "Lines of points"] as const, group },
    draw: () => <EntriesScreen />,
    may: () => false,
  },
];
