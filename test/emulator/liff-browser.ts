import type { EmulatedUser, EmulatorSettings } from "./control.ts";
import { scriptJson } from "./login/html.ts";

/**
 * `GET /liff-browser.js`: makes a frame of the phone page look like LINE's own browsers, before any other
 * script runs. Outside such a frame it only says where the emulator is. The frame's name decides:
 * `line-liff-browser…` is the LIFF browser, `line-in-app-browser…` the browser LINE opens other links in.
 * `phoneOf` is the person whose phone last opened a LIFF app in this browser, if a phone did.
 */
export function liffBrowserScript(phoneOf: EmulatedUser | null, settings: EmulatorSettings): string {
  const phone = phoneOf && { userId: phoneOf.userId, language: phoneOf.language };
  const { lineOs, lineVersion, deviceClockSkewMs } = settings;
  return script
    .replace('"PHONE"', () => scriptJson(phone))
    .replace('"DEVICE"', () => scriptJson({ lineOs, lineVersion, deviceClockSkewMs }));
}

const script = `"use strict";
(function () {
  globalThis.__LINE_EMULATOR__ = new URL(document.currentScript.src).origin;
  // Every phone has its own storage: when another person's phone opens the app here, the last one's login
  // goes.
  var phone = "PHONE";
  if (phone && localStorage.getItem("line-emulator-phone") !== phone.userId) {
    Object.keys(localStorage).forEach(function (key) {
      if (/^LIFF_STORE:/.test(key) && !/:loginTmp$/.test(key)) localStorage.removeItem(key);
    });
    localStorage.setItem("line-emulator-phone", phone.userId);
  }

  var device = "DEVICE";
  if (device.deviceClockSkewMs !== 0) {
    var now = Date.now;
    Date.now = function () { return now() + device.deviceClockSkewMs; };
  }

  var isLiff = window.name.indexOf("line-liff-browser") === 0;
  var isSubwindow = isLiff && /-subwindow$/.test(window.name);
  var isInApp = window.name.indexOf("line-in-app-browser") === 0;
  if (!isLiff && !isInApp) return;

  // iOS unless asked: there the SDK asks LINE for everything through the address bar, which a page can watch.
  var system = device.lineOs === "android"
    ? "Mozilla/5.0 (Linux; Android 15; Pixel 9; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 " +
      "Chrome/140.0.0.0 Mobile Safari/537.36"
    : "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 " +
      "(KHTML, like Gecko) Mobile/15E148 Safari";
  var userAgent = system + " Line/" + device.lineVersion + (isSubwindow ? " LIFF/SubWindow" : isLiff ? " LIFF" : "");
  function pretend(name, value) {
    Object.defineProperty(navigator, name, { get: function () { return value; }, configurable: true });
  }
  pretend("userAgent", userAgent);
  if (phone) pretend("language", phone.language);
  if (phone) pretend("languages", Object.freeze([phone.language]));

  function tell(message) { parent.postMessage(message, "*"); }

  // Each opening is a new browser in LINE; a frame would keep the last person's tokens, which the SDK
  // prefers.
  // A sub-window shares the storage of the app below it, which must not lose its own.
  if (isLiff && !isSubwindow && /[#&]access_token=/.test(location.hash)) sessionStorage.clear();
  if (isInApp) sessionStorage.removeItem("LIFF_STORE:isInClient");

  if (isLiff) {
    // The SDK waits for this without end before init goes on.
    window._liff = {
      features: [],
      postMessage: function (name, _token, _id, body) {
        if (name === "closeWindow") tell({ type: "liff:close" });
        if (name === "openWindow") {
          var wanted = JSON.parse(body || "{}");
          tell({ type: "liff:openWindow", url: String(wanted.url), external: Boolean(wanted.external) });
        }
      }
    };
    // How the SDK asks for the language of the LINE app.
    var prompt = window.prompt.bind(window);
    window.prompt = function (question, suggested) {
      return question === "LIFF:GET_APP_LANGUAGE" && phone ? phone.language : prompt(question, suggested);
    };
    window.open = function (address) {
      var url = new URL(String(address), location.href);
      var external = url.searchParams.get("is_liff_external_open_window") === "true";
      url.searchParams.delete("is_liff_external_open_window");
      tell({ type: "liff:openWindow", url: url.href, external: external });
      return null;
    };
    if (window.navigation) navigation.addEventListener("navigate", function (event) {
      var url = event.destination.url;
      if (url.indexOf("line://picker") === 0) {
        event.preventDefault();
        var wanted = url.slice(url.indexOf("?"));
        tell({ type: "liff:subwindow",
          url: globalThis.__LINE_EMULATOR__ + "/access.line.me/oauth2/v2.1/liff/shareTargetPicker" + wanted });
        return;
      }
      if (url.indexOf("liff://") !== 0) return;
      event.preventDefault();
      if (url.indexOf("liff://close") === 0) tell({ type: "liff:close" });
      if (url.indexOf("liff://subwindow") === 0) {
        var query = new URLSearchParams(url.slice(url.indexOf("?")));
        var page = new URL(query.get("url"));
        page.searchParams.set("msit", query.get("msit"));
        var address = globalThis.__LINE_EMULATOR__ + "/" + page.host + page.pathname + page.search;
        tell({ type: "liff:subwindow", url: address });
      }
    });
  }

  function tellTitle() { tell({ type: "liff:title", title: document.title }); }
  document.addEventListener("DOMContentLoaded", function () {
    tellTitle();
    new MutationObserver(tellTitle)
      .observe(document.head, { childList: true, subtree: true, characterData: true });
  });
})();
`;
