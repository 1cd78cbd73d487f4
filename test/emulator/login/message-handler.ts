import type { Answer } from "../http/call.ts";
import { scriptJson } from "./html.ts";

/**
 * The hidden frame through which a LIFF app outside LINE and its sub-window speak. Broadcasts go to the other
 * side's frame; `setData`, `getData` and `teardown` are answered here, each with a `replyTarget`: without the
 * answer to a teardown the SDK never opens a second sub-window.
 */
export function messageHandlerPage(identifier: string): Answer {
  const html = `<!doctype html><meta charset="utf-8"><title>sub-window</title><script>
var identifier = ${scriptJson(identifier)};
${script}</script>`;
  return { status: 200, bytes: new TextEncoder().encode(html), contentType: "text/html; charset=utf-8" };
}

const script = `
var bus = new BroadcastChannel("liff-subwindow-" + identifier);
function kept(key) { return "liff-subwindow-" + identifier + ":" + (key || "appData"); }
function tell(event) { parent.postMessage({ messageBusEvent: event }, "*"); }
function answer(command, context) {
  tell({
    action: "broadcast", identifier: identifier, timestamp: Date.now(), context: JSON.stringify(context),
    replyTarget: { action: command.action, identifier: command.identifier, timestamp: command.timestamp }
  });
}
bus.onmessage = function (event) { tell(event.data); };
addEventListener("message", function (event) {
  var sent = event.data && event.data.messageBusEvent;
  if (event.source !== parent || !sent || sent.identifier !== identifier) return;
  if (sent.action === "broadcast") return bus.postMessage(sent);
  var context = JSON.parse(sent.context);
  if (context.eventName === "setData") localStorage.setItem(kept(context.key), context.data || "");
  if (context.eventName !== "getData") return answer(sent, { eventName: context.eventName });
  var data = localStorage.getItem(kept(context.key));
  answer(sent, data === null ? { eventName: "notFound" } : { eventName: "getData", data: data || undefined });
});
var ready = {};
ready["iframe-" + identifier + "-ready"] = true;
parent.postMessage(ready, "*");
`;
