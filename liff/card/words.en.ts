import type { HistoryItem } from "../../shared/points/schema.ts";
import type { Words } from "./words.ja.ts";

function entry(item: Pick<HistoryItem, "kind" | "undoes" | "amountYen" | "points">): string {
  switch (item.kind) {
    case "earn":
      return item.amountYen === null ? "Points for you" : "Earned with a purchase";
    case "spend":
      return "Used at the till";
    case "void":
      if (item.undoes === "spend") return "Given back after an undo";
      return item.undoes === "earn" ? "Taken back after an undo" : "Undone";
    case "refund":
      if (item.undoes === "spend") return "Given back after a return";
      return item.undoes === "earn" ? "Taken back after a return" : "Adjusted for a return";
    case "adjust":
      return "Adjusted by the shop";
    case "expire":
      return "Expired";
    case "hold":
      return "Payment in progress";
    case "release":
      return "Given back, payment was not made";
    case "activate":
      return item.points > 0 ? "Can be used now" : "Will be usable";
    case "reinstate":
      return "Lapsed points came back";
  }
}

function waits(event: string | null): string {
  switch (event) {
    case "shipped":
      return "final once shipped";
    case "delivered":
      return "final once delivered";
    default:
      return "usable once the order is confirmed";
  }
}

function much(metric: "yen" | "visits" | "points", value: string): string {
  if (metric === "yen") return `¥${value}`;
  if (metric === "visits") return value === "1" ? "1 visit" : `${value} visits`;
  return value === "1" ? "1 point" : `${value} points`;
}

export const en: Words = {
  points: (count) => `${count} points`,
  unit: "points",
  loading: "Loading",
  retry: "Try again",
  back: "Back",
  close: "Close",
  problems: {
    offline: {
      title: "No connection",
      text: "Please try again where there is a network. Once open, the card keeps working without one.",
    },
    needs_login: {
      title: "Please log in with LINE",
      text: "You could not be logged in automatically. Please use the button below.",
    },
    denied: { title: "Login was cancelled", text: "LINE has to confirm who you are to show your card." },
    reopen: {
      title: "Please open the card again",
      text: "LINE's confirmation has expired. Close this screen and open the card from the chat again.",
    },
    line: {
      title: "LINE cannot be reached",
      text: "Please try again shortly. If it keeps happening, close this screen and open the card from the chat.",
    },
    server: {
      title: "The card cannot be shown right now",
      text: "The shop's system has a problem. Please try again shortly.",
    },
    suspended: { title: "This card cannot be used", text: "Please ask the shop." },
  },
  title: {
    card: "Card",
    coupons: "Coupons",
    coupon: "Coupon",
    stamps: "Stamp cards",
    history: "Point history",
    settings: "Settings",
    leave: "Leave",
    join: "Join",
  },
  card: {
    greeting: (name) => name ?? "Member",
    ready: "Your member code is on the screen",
    spendReady: "The code for using points is on the screen",
    symbol: "QR code of your member code",
    spendSymbol: "QR code of the code for using points",
    bars: "Barcode of your member code",
    preparing: "Preparing your card",
    expired: "Open the card where there is a network to get a new code",
    code: "Member code",
    spendCode: "Code for using points",
    showToStaff: "Show this before you pay",
    next: (seconds) => `New code in ${seconds} s`,
    showBars: "Barcode",
    showQr: "QR code",
    showDigits: "Show digits",
    hideDigits: "Hide digits",
    digits: "The digits of your member code",
    digitsHint: "Read them out to the staff. Points cannot be used with these digits.",
    dim: "If it is hard to scan, make the screen brighter",
  },
  balance: {
    label: "Your points",
    lastKnown: (when) => `as of ${when}`,
    unknown: "—",
    expiry: (date, points) => `${points} of them until ${date}`,
    expiryOfAll: (date) => `usable until ${date}`,
    pending: (points, from) => `${points} pending, ${from}`,
    pendingMore: (points) => `${points} more pending`,
    from: (date) => `usable from ${date}`,
    waits,
    held: (points) => `${points} in a payment being made`,
    noExpiry: "No points expire soon",
    debt: (points) => `Because of a return, the next ${points} points you earn are deducted`,
  },
  rank: {
    label: "Membership rank",
    much,
    until: (date) => `until ${date}`,
    granted: (until) => `a gift of the shop, ${until}`,
    next: (missing, name) => `${missing} to ${name}`,
    risen: (name) => `You are ${name} now`,
    nextPeriod: (name) => `${name} from the next period`,
    keep: (date, missing, name) => `${missing} more by ${date} to stay ${name}`,
  },
  spend: {
    label: "Using points",
    start: "Use points",
    stop: "Stop using points",
    none: "You have no points to use yet",
    warning: "Never show this in a call or a stream",
    left: (seconds) => `Back to the member code in ${seconds} s`,
  },
  network: {
    offline: "No connection. The code still works",
    limited: "The shop's system cannot be reached. The code still works",
    connecting: "Checking your points",
    enrollLimit: "The card was renewed too often. Please open it again later",
    enrollFailed: "The card could not be prepared. Trying again",
    lineFailed: "LINE could not confirm who you are. The code still works",
  },
  wallet: {
    label: "Coupons and stamps",
    coupons: "Coupons",
    stamps: "Stamps",
    usable: "ready to use",
    daysLeft: (days) => (days === 0 ? "Last day" : days === 1 ? "Until tomorrow" : `${days} days left`),
    stampCount: (count, goal) => `${count} of ${goal} stamps`,
    presented: (name) => `Coupon “${name}”`,
    presentedCode: "Code to use the coupon",
    presentedReady: "The code to use the coupon is on the screen",
    presentedSymbol: "QR code to use the coupon",
    presentedHint: "The till reads this and uses it",
    putBack: "Do not use the coupon",
    left: (time) => `Ends in ${time}`,
  },
  happened: {
    couponUsed: (name, yen) => (yen === "0" ? `“${name}” was used` : `¥${yen} off with “${name}”`),
    couponBack: (name) => `“${name}” came back`,
    stamped: (name, gained, count, goal) =>
      `${name}: ${gained} stamp${gained === 1 ? "" : "s"} (${count}/${goal})`,
    stampDone: (name) => `${name} is complete`,
    stampGift: (label) => `For you: ${label}`,
    scanned: "Scanned",
    scannedAt: (store) => `${store} scanned your card`,
    earned: (points) => `You earned ${points} points`,
    used: (points) => `You used ${points} points`,
    recorded: "Your purchase is recorded",
    undone: "Undone",
    takenBack: (points) => `${points} earned points were taken back`,
    givenBack: (points) => `${points} used points were given back`,
    purchaseAt: (store, yen) => `Purchase of ¥${yen} at ${store}`,
  },
  history: {
    title: "Point history",
    recent: "Recent",
    all: "All history",
    empty: "Nothing here yet",
    emptyHint: "Show your member code in the shop and it will be listed here.",
    more: "Show more",
    end: "Nothing before this",
    failed: "The history could not be loaded",
    entry,
    undone: "Undone",
    amount: (kind, yen) => `${kind === "refund" ? "Return" : "Purchase"} of ¥${yen}`,
    online: "online",
    after: (points) => `Balance ${points}`,
    until: (date) => `Expires ${date}`,
    pending: (points, from) => `${points} pending, ${from}`,
    takenBack: (points) => `${points} taken back after a return`,
    givenBack: (points) => `${points} given back after a return`,
    owed: (points) => `${points} that were missing are taken from the next you earn`,
    repaid: (points) => `${points} of them made up for a return`,
  },
  join: {
    welcome: (shop) => `${shop} membership`,
    lead: "Show your member code when you pay and collect points. It lives in LINE; there is no card to carry.",
    howTitle: "How it works",
    how: [
      "Show your member code to the staff before you pay",
      "Collect points with what you buy",
      "Use them the next time you pay",
    ],
    consentTitle: "Please read",
    terms: "Terms of membership",
    dataUse: "How your data is used",
    acceptTerms: "I accept the terms of membership",
    acceptData: "I agree that my visits and purchases are tied to my LINE account",
    join: "Become a member",
    joining: "Signing you up",
    bothNeeded: "Tick both boxes to become a member",
    changed: "The terms have changed. Please read them again",
    failed: "That did not work. Please try again",
    login: "Log in with LINE",
  },
  settings: {
    title: "Settings",
    signedIn: "Confirmed by LINE",
    waiting: "Waiting for LINE",
    memberId: "Member number",
    joinedOn: "Member since",
    language: "Language",
    device: "This device",
    deviceKept: "Your card is kept here and opens at once, even without a network",
    deviceMemory: "This device cannot keep your card, so it is prepared each time you open it",
    birthday: {
      title: "Birthday",
      why: "We ask for the extra points of your birthday month. Month and day only, and only if you like.",
      whyWithout: "We ask for month and day only, and only if you like.",
      once: "Once registered, you cannot change it yourself.",
      sure: (date) => `Is ${date} your birthday?`,
      change: "Choose again",
      month: "Month",
      day: "Day",
      monthOf: (month) => String(month),
      dayOf: (day) => String(day),
      save: "Register",
      next: "Continue",
      saving: "Registering",
      already: "Another day is registered already. Please open the card again",
      failed: "That did not work. Please try again",
    },
    topicsAgain: "Load the choice of messages",
    about: "The code changes every 15 seconds; a photo of it is useless.",
    data: "My data at this shop (JSON)",
    leave: "Leave",
  },
  leave: {
    title: "Leave",
    lead: "If you leave:",
    points: (points) => `all of your ${points} points are lost and cannot be restored`,
    noPoints: "you stop collecting points",
    card: "this card stops working on all your devices",
    line: "the connection with LINE ends",
    rejoin: "you may join again, but without your points",
    stay: "Stay a member",
    next: "Continue to leave",
    sure: "Do you really want to leave?",
    confirm: "Leave",
    leaving: "Ending your membership",
    failed: "That did not work. Please try again",
    doneTitle: "You have left",
    done: "Thank you for having been a member. We hope our paths cross again.",
    again: "Become a member again",
  },
};
