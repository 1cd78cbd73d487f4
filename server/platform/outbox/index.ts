export { planDrop, planDropAll, planDropAutomation } from "./drop.ts";
export { forgetAddressee, forgetWhatWasSaid } from "./forget.ts";
export { type Outcome, outcomes, type Status } from "./outcomes.ts";
export { planDropRun, planPark, planUnpark } from "./parked.ts";
export { purgeSettled } from "./purge.ts";
export { type Pushed, planDropPushes, queuedPushes } from "./pushes.ts";
export {
  type OutgoingMessage,
  type OutgoingMulticast,
  type OutgoingReply,
  queued,
  queuedMulticast,
  queuedReply,
  recipientsMax,
} from "./queue.ts";
export { nextMonthMs } from "./quota.core.ts";
export { readQuota } from "./quota.ts";
export { secondsFor } from "./rates.ts";
export { isCampaign, type Kind, type Reason, reasons } from "./reasons.ts";
export { queuedRoster, type Rostered } from "./roster.ts";
export { sendDue } from "./send.ts";
export type { SenderDeps } from "./sender-deps.ts";
export {
  planReserve,
  planResumeSending,
  planStopSending,
  type Quota,
  readSending,
  type SendingState,
} from "./sending.ts";
export { lineUnits } from "./units.ts";
