import { late } from "../late.tsx";
import type { ScreenEntry } from "../screen.ts";

const AutomationScreen = late(async () => (await import("./Automation.tsx")).AutomationScreen);
const AutomationsScreen = late(async () => (await import("./Automations.tsx")).AutomationsScreen);
const EditAutomationScreen = late(async () => (await import("./Edit.tsx")).EditAutomationScreen);
const NewAutomationScreen = late(async () => (await import("./Edit.tsx")).NewAutomationScreen);

/** The screens about what is sent by itself, for `addresses.tsx`. */
export const automationScreens: readonly ScreenEntry[] = [
  {
    at: "automations",
    name: ["自動配信", "Automations"],
    group: "line",
    draw: ([automationId, part]) => {
      if (automationId === undefined) return <AutomationsScreen />;
      if (automationId === "new") return <NewAutomationScreen />;
      if (part === "edit") return <EditAutomationScreen automationId={automationId} key={automationId} />;
      return <AutomationScreen automationId={automationId} key={automationId} />;
    },
  },
];
