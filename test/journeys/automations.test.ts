import { ulid } from "ulid";
import { afterEach, expect, test } from "vitest";
import { runJob, tick } from "../../server/jobs.ts";
import type { Automation, AutomationRow, AutomationSent, DryRun } from "../../shared/automations/schema.ts";
import { addDays, startOfDay } from "../../shared/dates.ts";
import type { SentTrial } from "../../shared/outbox/console.ts";
import { defaultReach } from "../../shared/reach/defaults.ts";
import { shop } from "../demo/shop.ts";
import { type Desk, deskOf } from "../support/console.ts";
import { withoutRate } from "../support/outbox.ts";
import { newKey, type Phone, type Till } from "../support/people.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
let desk: Desk;
let till: Till;
afterEach(() => world?.close());

const zone = "Asia/Tokyo";

async function open(): Promise<void> {
  world = await openWorld({ ticks: false, settings: withoutRate });
  till = await world.owner();
  desk = await deskOf(world, till);
  // Nobody of these few is to be held out by chance.
  await desk.client.ok("PUT", "/api/console/reach", { body: { ...defaultReach, holdoutPerMille: 0 } });
}

const said = (title: string, text: string) => ({ ja: { title, text }, en: { title, text } });

function automationOf(change: Partial<Automation> & Pick<Automation, "trigger">): Automation {
  return {
    ...{
      name: "自動配信",
      segmentId: null,
      topic: "reminders",
      sendAt: "10:00",
      capped: false,
      couponId: null,
    },
    ...{ words: said("お知らせ", "{name|お客さま}、お待ちしています") },
    ...change,
  };
}

async function on(automation: Automation): Promise<string> {
  const automationId = ulid();
  const { client } = desk;
  await client.ok("POST", "/api/console/automations", { body: { automationId, automation } });
  await client.ok("POST", `/api/console/automations/${automationId}/switch`, { body: { on: true } });
  return automationId;
}

/** The clock stands at a time of day of a date, and everything due is done. */
async function at(date: string, hours: number): Promise<void> {
  world.clock.setTo(startOfDay(date, zone) + hours * 3_600_000);
  await work();
}

async function work(): Promise<void> {
  for (let rounds = 0; rounds < 50; rounds++) if ((await tick(world.deps, { forMs: 5_000 })) === 0) return;
  throw new Error("the work never ends");
}

/** What the messages of one kind said to a person: the notification of each. */
function told(phone: Phone): string[] {
  return world.emulator
    .deliveries(phone.userId)
    .flatMap(({ messages }) => messages.map((message) => String(message.altText ?? message.text)))
    .filter((text) => text.startsWith("★"));
}

/** Sessions do not last for the months that a test turns the clock by. */
async function signInAgain(): Promise<void> {
  await till.signIn();
  await till.choose(shop.stores[0].name);
  desk = await deskOf(world, till);
}

async function visit(phone: Phone, yen = 1280): Promise<void> {
  await till.sell((await till.scan(await phone.code())).scanId, yen);
}

const star = (text: string) => said(`★${text}`, "");

test("points that lapse in 30 and in 7 days are told once each, with the amount and the date, over 3 restarts of the day", async () => {
  await open();
  const phone = await world.member("糸井 あかり");
  await visit(phone);
  const { points } = await phone.home();
  const expiresOn = points.nextExpiry?.expiresOn ?? "";
  expect(points.nextExpiry?.points).toBe(12);
  const id = await on(
    automationOf({
      trigger: { kind: "points_expiring", daysBefore: [30, 7], pointsMin: 1 },
      words: said("★{name}さん、{expiring}ポイントは{expiresOn}まで", "お早めに"),
    }),
  );
  await at(addDays(expiresOn, -31), 10.5);
  expect(told(phone)).toEqual([]);
  await at(addDays(expiresOn, -30), 9.9);
  expect(told(phone)).toEqual([]);
  for (const hours of [10, 10.1, 12]) await at(addDays(expiresOn, -30), hours);
  expect(told(phone)).toHaveLength(1);
  expect(told(phone)[0]).toMatch(/^★糸井 あかりさん、12ポイントは\d{4}\/\d+\/\d+まで：お早めに$/);
  // The clock falls back a day, and the day comes again.
  await at(addDays(expiresOn, -31), 11);
  await at(addDays(expiresOn, -30), 11);
  expect(told(phone)).toHaveLength(1);
  await at(addDays(expiresOn, -7), 10);
  await at(addDays(expiresOn, -6), 10);
  expect(told(phone)).toHaveLength(2);
  await signInAgain();
  const { sends } = await desk.client.ok<{ sends: AutomationSent[] }>(
    "GET",
    `/api/console/automations/${id}/sends`,
  );
  expect(sends.map(({ occasion, message }) => [occasion, message?.status])).toEqual([
    [`points:${expiresOn}:7`, "sent"],
    [`points:${expiresOn}:30`, "sent"],
  ]);
});

test("2 reminders of one day at 10:00 and 15:00 are 1 message; an offer of the same day is another", async () => {
  await open();
  const phone = await world.member("糸井 あかり");
  await visit(phone);
  const today = "2026-11-21";
  await on(automationOf({ trigger: { kind: "nth_visit", nth: 1, delayDays: 3 }, words: star("一") }));
  await on(automationOf({ trigger: { kind: "welcome", delayDays: 3 }, sendAt: "15:00", words: star("二") }));
  await on(automationOf({ trigger: { kind: "welcome", delayDays: 3 }, topic: "offers", words: star("三") }));
  await at(addDays(today, 3), 10);
  expect(told(phone).sort()).toEqual(["★一・★二", "★三"]);
  await at(addDays(today, 3), 15.1);
  expect(told(phone)).toHaveLength(2);
});

test("a birthday on 29 February is wished on the 28th of 2027, and after 2 days without a server on the 30th of March for the 28th", async () => {
  await open();
  const [leap, march] = [await world.member("閏 二月"), await world.member("三月 花")];
  for (const [phone, birthday] of [
    [leap, "02-29"],
    [march, "03-28"],
  ] as const) {
    await phone.client.ok("PUT", "/api/card/birthday", { body: { birthday } });
  }
  await on(automationOf({ trigger: { kind: "birthday", daysBefore: 0 }, words: star("おめでとう") }));
  await at("2027-02-27", 10);
  expect(told(leap)).toEqual([]);
  await at("2027-02-28", 10);
  await at("2027-03-01", 10);
  expect(told(leap)).toEqual(["★おめでとう"]);
  await at("2027-03-30", 10);
  await at("2027-03-31", 10);
  expect(told(march)).toEqual(["★おめでとう"]);
  await at("2028-02-28", 10);
  expect(told(leap)).toHaveLength(1);
  await at("2028-02-29", 10);
  expect(told(leap)).toHaveLength(2);
});

test("who stayed away for 60 days is asked back once, and once more after coming and staying away again", async () => {
  await open();
  const phone = await world.member("糸井 あかり");
  await visit(phone);
  await on(
    automationOf({ trigger: { kind: "dormant", days: 60 }, topic: "offers", words: star("お久しぶり") }),
  );
  for (const days of [59, 60, 61, 62]) await at(addDays("2026-11-21", days), 10);
  expect(told(phone)).toHaveLength(1);
  world.clock.setTo(startOfDay("2027-02-01", zone) + 12 * 3_600_000);
  await signInAgain();
  await phone.signIn();
  await phone.enroll();
  await visit(phone);
  await at(addDays("2027-02-01", 60), 10);
  expect(told(phone)).toHaveLength(2);
});

test("what is switched on at 11:00 says nothing at 10:00 of that day, and what is switched off says nothing more", async () => {
  await open();
  const phone = await world.member("糸井 あかり");
  const automation = automationOf({ trigger: { kind: "welcome", delayDays: 0 }, words: star("ようこそ") });
  const id = await on(automation);
  await work();
  expect(told(phone)).toEqual([]);
  await desk.client.ok("POST", `/api/console/automations/${id}/switch`, { body: { on: false } });
  await at("2026-11-22", 10);
  expect(told(phone)).toEqual([]);
  await signInAgain();
  await desk.client.ok("POST", `/api/console/automations/${id}/switch`, { body: { on: true } });
  await at("2026-11-23", 10);
  expect(told(phone)).toEqual([]);
  const second = await world.member("新井 二子");
  await at("2026-11-24", 10);
  expect([told(phone), told(second)]).toEqual([[], ["★ようこそ"]]);
});

test("of 3 members one has stopped offers and one has blocked: the dry run says 1 of 3, and 1 is told", async () => {
  await open();
  const [told1, stopped, blocked] = [
    await world.member("一 一子"),
    await world.member("二 二子"),
    await world.member("三 三子"),
  ];
  world.emulator.say(stopped.userId, "配信停止");
  world.emulator.block(blocked.userId);
  await world.emulator.webhooksIdle();
  await work();
  const automation = automationOf({
    ...{ trigger: { kind: "welcome", delayDays: 1 }, topic: "offers", words: star("どうぞ") },
  });
  const id = await on(automation);
  const dry = await desk.client.ok<DryRun>("POST", "/api/console/automations/dry-run", {
    body: { automationId: id, automation },
  });
  expect(dry).toMatchObject({
    ...{ on: "2026-11-22", sendAt: "10:00", concerned: 3, willBeSent: 1 },
    leftOut: { opted_out: 1, blocked: 1 },
  });
  expect(dry.members).toHaveLength(3);
  await at("2026-11-22", 10);
  expect([told1, stopped, blocked].map((phone) => told(phone).length)).toEqual([1, 0, 0]);
  await signInAgain();
  const row = await desk.client.ok<AutomationRow>("GET", `/api/console/automations/${id}`);
  expect(row).toMatchObject({ sent: 1, leftOut: 2, lastSentOn: "2026-11-22" });
});

test("of 2 offers that count, the second comes a day later, and at 22:00 nothing leaves before the morning", async () => {
  await open();
  const phone = await world.member("糸井 あかり");
  const offer = { topic: "offers", capped: true, trigger: { kind: "welcome", delayDays: 2 } } as const;
  await on(automationOf({ ...offer, words: star("一") }));
  await on(automationOf({ ...offer, words: star("二") }));
  await on(automationOf({ ...offer, sendAt: "20:30", capped: false, words: star("三") }));
  await at("2026-11-23", 12);
  expect(told(phone)).toEqual(["★一"]);
  await at("2026-11-23", 22);
  expect(told(phone)).toEqual(["★一"]);
  await at("2026-11-24", 12);
  expect(told(phone)).toEqual(["★一", "★二"]);
  await at("2026-11-24", 20.5);
  expect(told(phone)).toEqual(["★一", "★二", "★三"]);
});

test("an automation that is archived while its 2 messages wait sends neither, keeps its record, and lets its segment go", async () => {
  await open();
  await world.member("一 一子");
  await world.member("二 二子");
  const { client } = desk;
  const made = { name: "みんな", tree: { kind: "joined_ago", min: 0, max: null } };
  const { segmentId } = await client.ok<{ segmentId: string }>("POST", "/api/console/segments", {
    body: made,
  });
  const automation = automationOf({
    ...{ trigger: { kind: "welcome", delayDays: 1 }, segmentId, words: star("ようこそ") },
  });
  const id = await on(automation);
  const refusal = async (...asked: Parameters<typeof client.refused>): Promise<string> =>
    (await desk.client.refused(...asked)).error.code;
  expect(await refusal("DELETE", `/api/console/segments/${segmentId}`)).toBe("segment.in_use");
  world.clock.setTo(startOfDay("2026-11-22", zone) + 10 * 3_600_000);
  await runJob(world.deps, "automations", { forMs: 5_000 });
  await signInAgain();
  const archive = (archived: boolean) =>
    desk.client.ok<AutomationRow>("POST", `/api/console/automations/${id}/archive`, { body: { archived } });
  expect(await archive(true)).toMatchObject({ status: "archived", sent: 2 });
  await work();
  const { sends } = await desk.client.ok<{ sends: AutomationSent[] }>(
    "GET",
    `/api/console/automations/${id}/sends`,
  );
  expect(sends.map(({ message }) => message?.status)).toEqual(["dropped", "dropped"]);
  expect(world.emulator.recorder.summary().deliveries).toBe(0);
  const change = { version: 1, automation };
  const at1 = `/api/console/automations/${id}`;
  expect(await refusal("PUT", at1, { body: change })).toBe("automations.archived");
  expect(await refusal("POST", `${at1}/switch`, { body: { on: true } })).toBe("automations.archived");
  await desk.client.ok("DELETE", `/api/console/segments/${segmentId}`);
  expect(await archive(false)).toMatchObject({ status: "off" });
  expect(await refusal("POST", `${at1}/switch`, { body: { on: true } })).toBe("automations.segment_unknown");
});

test("a test send comes to the very person who asks, marked, once for a key, and is no send of the automation", async () => {
  await open();
  world.emulator.follow(till.userId);
  const automation = automationOf({
    ...{ trigger: { kind: "points_expiring", daysBefore: [7], pointsMin: 1 }, topic: "reminders" },
    words: said("★{name}さん、{expiring}ポイント", "{expiresOn}まで"),
  });
  const id = await on(automation);
  const asked = { body: { automation, language: "ja" }, key: newKey() };
  const trial = () => desk.client.ok<SentTrial>("POST", "/api/console/automations/test-send", asked);
  expect(await trial()).toEqual(await trial());
  await work();
  const came = world.emulator
    .deliveries(till.userId)
    .flatMap(({ messages }) => messages.map((message) => String(message.altText)))
    .filter((text) => text.startsWith("【テスト】"));
  expect(came).toEqual([
    expect.stringMatching(/^【テスト】★糸井 あかりさん、320ポイント：\d+\/\d+\/\d+まで$/),
  ]);
  const row = await desk.client.ok<AutomationRow>("GET", `/api/console/automations/${id}`);
  expect(row).toMatchObject({ sent: 0, leftOut: 0 });
});
