/** The doors of what goes wrong and of what was recorded; what comes in is read, not believed. */

import { child, flag, type Json, list, number, oneOf, text } from "../../../liff/ui/line/read.ts";
import { type Fault, type FaultKind, faultKinds } from "../http/fault-shapes.ts";
import { ask, phonePath } from "./doors.ts";

export interface ShownFault {
  readonly id: string;
  readonly kind: FaultKind;
  readonly endpoint: string;
  readonly userId: string | null;
  readonly times: number | null;
  readonly probability: number;
  readonly struck: number;
  readonly spent: boolean;
}

export interface ShownRecord {
  readonly calls: number;
  readonly deliveries: number;
  readonly people: number;
  readonly duplicates: number;
  readonly withoutRetryKey: number;
  readonly dropped: number;
}

export async function fetchFaults(): Promise<readonly ShownFault[]> {
  return list(await ask("GET", "/_/faults"), "items").map(readFault);
}

function readFault(json: Json): ShownFault {
  return {
    id: text(json, "id") ?? "",
    kind: oneOf(json.kind, faultKinds) ?? "error_500",
    endpoint: text(json, "endpoint") ?? "*",
    userId: text(json, "userId") ?? null,
    times: number(json, "times") ?? null,
    probability: number(json, "probability") ?? 1,
    struck: number(json, "struck") ?? 0,
    spent: flag(json, "spent"),
  };
}

export async function armFault(fault: Fault): Promise<void> {
  await ask("POST", "/_/faults", { ...fault });
}

export async function removeFault(id: string): Promise<void> {
  await ask("DELETE", `/_/faults/${encodeURIComponent(id)}`);
}

export async function clearFaults(): Promise<void> {
  await ask("DELETE", "/_/faults");
}

export function fetchWebhookFaults(): Promise<Json> {
  return ask("GET", "/_/webhooks/faults");
}

export function changeWebhookFaults(changes: Json): Promise<Json> {
  return ask("PATCH", "/_/webhooks/faults", changes);
}

export function fetchSettings(): Promise<Json> {
  return ask("GET", "/_/settings");
}

export function changeSettings(changes: Json): Promise<Json> {
  return ask("PATCH", "/_/settings", changes);
}

export async function fetchRecord(): Promise<ShownRecord> {
  return readRecord(await ask("GET", "/_/record"));
}

export async function resetRecord(): Promise<ShownRecord> {
  return readRecord(await ask("POST", "/_/record/reset", {}));
}

function readRecord(json: Json): ShownRecord {
  const endpoints = Object.values(child(json, "byEndpoint") ?? {});
  const droppedAt = (statuses: unknown) => number({ ...child({ statuses }, "statuses") }, "dropped") ?? 0;
  const keyless = Object.values(child(json, "withoutRetryKey") ?? {});
  return {
    calls: number(json, "calls") ?? 0,
    deliveries: number(json, "deliveries") ?? 0,
    people: number(json, "people") ?? 0,
    duplicates: number(json, "duplicates") ?? 0,
    withoutRetryKey: keyless.reduce<number>((sum, count) => sum + Number(count), 0),
    dropped: endpoints.reduce<number>((sum, statuses) => sum + droppedAt(statuses), 0),
  };
}

/** The person blocks the account as soon as the next message reached them. */
export async function blockAfterNext(userId: string): Promise<void> {
  await ask("POST", phonePath(userId, "/block-after"), { deliveries: 1 });
}

/** The person closed a LIFF app, or only what it had opened over itself. */
export async function tellLiffClosed(userId: string): Promise<void> {
  await ask("POST", phonePath(userId, "/liff-closed"), {});
}

/** `url` is the page the app had opened; it learns that nobody answered it. */
export async function tellSubwindowClosed(url: string): Promise<void> {
  const body = JSON.stringify({ decision: url.includes("shareTargetPicker") ? "cancel" : "close" });
  await fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body });
}
