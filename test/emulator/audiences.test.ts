import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { hanako } from "./testing.ts";
import { addFriends, dayMs, hello, type Messaging, startMessaging } from "./testing-messaging.ts";
import { refusal } from "./testing-sdk.ts";

/** Messaging API reference, Managing Audience; LINE docs, Use audiences. */

let it: Messaging;

beforeEach(async () => {
  it = await startMessaging();
});

afterEach(() => it.emulator.close());

const stranger = `U${"0".repeat(32)}`;

async function created(description: string, ...userIds: string[]): Promise<number> {
  const audiences = userIds.map((id) => ({ id }));
  return (await it.audience.createAudienceGroup({ description, audiences })).audienceGroupId ?? 0;
}

async function stateOf(id: number) {
  const { audienceGroup, jobs = [] } = await it.audience.getAudienceData(id);
  const { status, audienceCount } = audienceGroup ?? {};
  return { status, audienceCount, jobs: jobs.map((job) => job.jobStatus) };
}

describe("an upload", () => {
  test("is QUEUED, WORKING, FINISHED; the audience is READY after its first job", async () => {
    const answer = await it.audience.createAudienceGroupWithHttpInfo({
      ...{ description: "常連", uploadDescription: "八月" },
      audiences: [{ id: hanako }, { id: stranger }],
    });
    expect(answer.httpResponse.status).toBe(202);
    expect(answer.body).toMatchObject({ type: "UPLOAD", permission: "READ_WRITE", isIfaAudience: false });
    expect(`${answer.body.audienceGroupId}`).toMatch(/^\d{13}$/);
    const { created: at = 0, expireTimestamp = 0, audienceGroupId: id = 0 } = answer.body;
    expect(expireTimestamp - at).toBe(180 * 86_400);
    expect(await stateOf(id)).toEqual({ status: "IN_PROGRESS", audienceCount: 0, jobs: ["QUEUED"] });
    it.emulator.advanceClock(500);
    expect(await stateOf(id)).toEqual({ status: "IN_PROGRESS", audienceCount: 0, jobs: ["WORKING"] });
    it.emulator.advanceClock(500);
    // Who is not known to the channel is not added, though the request names two.
    expect(await stateOf(id)).toEqual({ status: "READY", audienceCount: 1, jobs: ["FINISHED"] });
  });

  test("to a READY audience leaves it READY while the job is under way", async () => {
    const [one = ""] = addFriends(it.emulator, 1);
    const id = await created("常連", hanako);
    it.emulator.advanceClock(1_000);
    await it.audience.addAudienceToAudienceGroup({ audienceGroupId: id, audiences: [{ id: one }] });
    expect(await stateOf(id)).toMatchObject({
      status: "READY",
      audienceCount: 1,
      jobs: ["FINISHED", "QUEUED"],
    });
    it.emulator.advanceClock(1_000);
    expect(await stateOf(id)).toMatchObject({ audienceCount: 2 });
  });

  test("an audience that begins empty stays IN_PROGRESS; a stuck one too, where a switch says so", async () => {
    const empty = await created("空");
    it.emulator.messaging.changeSwitches({ audiencePhaseMs: null });
    const stuck = await created("止", hanako);
    it.emulator.advanceClock(dayMs);
    expect(await stateOf(empty)).toMatchObject({ status: "IN_PROGRESS", jobs: [] });
    expect(await stateOf(stuck)).toMatchObject({ status: "IN_PROGRESS", jobs: ["QUEUED"] });
  });

  test("one id that is none refuses all of them", async () => {
    const { status, body } = await refusal(created("常連", hanako, "hanako"));
    expect({ status, body }).toEqual({
      status: 400,
      body: {
        message: "Invalid audience id format",
        details: [{ message: "UPLOAD_AUDIENCE_GROUP_INVALID_AUDIENCE_ID_FORMAT" }],
      },
    });
  });

  test("10,000 ids by JSON, not one more", async () => {
    await created("万", ...Array(10_000).fill(hanako));
    const { body } = await refusal(created("万一", ...Array(10_001).fill(hanako)));
    expect(body).toMatchObject({ details: [{ message: "UPLOAD_AUDIENCE_GROUP_TOO_MANY_AUDIENCE_IDS" }] });
  });

  test("the eleventh job of one audience at once is 429", async () => {
    const audienceGroupId = await created("常連", hanako);
    const add = () =>
      it.audience.addAudienceToAudienceGroup({ audienceGroupId, audiences: [{ id: hanako }] });
    for (let count = 2; count <= 10; count += 1) await add();
    expect((await refusal(add())).status).toBe(429);
    it.emulator.advanceClock(1_000);
    await add();
  });

  test("by file: one id a line, text/plain, on the data host", async () => {
    const friends = addFriends(it.emulator, 30);
    const file = new Blob([[hanako, ...friends].join("\n")], { type: "text/plain" });
    const made = await it.audienceBlob.createAudienceForUploadingUserIds(file, "ファイル", false, "一回目");
    it.emulator.advanceClock(1_000);
    expect(await stateOf(made.audienceGroupId ?? 0)).toMatchObject({ status: "READY", audienceCount: 31 });
    const more = new Blob([`${stranger}\r\n`], { type: "text/plain" });
    await it.audienceBlob.addUserIdsToAudience(more, made.audienceGroupId ?? 0, "二回目");
    const csv = new Blob(["id"], { type: "text/csv" });
    const other = refusal(it.audienceBlob.createAudienceForUploadingUserIds(csv, "表", false, ""));
    expect((await other).status).toBe(415);
    const wrongHost = await it.ask("POST", "/api.line.me/v2/bot/audienceGroup/upload/byFile");
    expect(wrongHost.status).toBe(404);
  });

  test("after 180 days it has expired, and takes nobody more", async () => {
    const id = await created("常連", hanako);
    it.emulator.advanceClock(180 * dayMs);
    expect(await stateOf(id)).toMatchObject({ status: "EXPIRED" });
    const add = it.audience.addAudienceToAudienceGroup({ audienceGroupId: id, audiences: [{ id: hanako }] });
    const details = [{ message: "AUDIENCE_GROUP_CAN_NOT_UPLOAD_STATUS_EXPIRED" }];
    expect((await refusal(add)).body).toMatchObject({ details });
  });
});

describe("names and lists", () => {
  test("a name has 1 to 120 characters and no control character", async () => {
    const code = async (name: string) => (await refusal(created(name))).body;
    const details = (message: string) => ({ details: [{ message }] });
    expect(await code("")).toMatchObject(details("AUDIENCE_GROUP_NAME_EMPTY"));
    expect(await code("x".repeat(121))).toMatchObject({
      message: "size over audienceGroupName",
      ...details("AUDIENCE_GROUP_NAME_SIZE_OVER"),
    });
    expect(await code("一\n二")).toMatchObject(details("AUDIENCE_GROUP_NAME_WRONG"));
  });

  test("renamed, listed in pages, found by a part of the name, deleted", async () => {
    const ids = [await created("春の会"), await created("夏の会"), await created("Summer")];
    const [first = 0] = ids;
    await it.audience.updateAudienceGroupDescription(first, { description: "秋の会" });
    const page = await it.audience.getAudienceGroups(1, undefined, undefined, 2);
    expect(page).toMatchObject({ totalCount: 3, hasNextPage: true, page: 1, size: 2 });
    const found = await it.audience.getAudienceGroups(1, "summer");
    expect(found.audienceGroups?.map((each) => each.audienceGroupId)).toEqual([ids[2]]);
    await it.audience.deleteAudienceGroup(first);
    const { body } = await refusal(it.audience.getAudienceData(first));
    expect(body).toMatchObject({ details: [{ message: "AUDIENCE_GROUP_NOT_FOUND" }] });
  });
});

describe("people who saw or clicked a message", () => {
  test("make an audience of a campaign of the last 60 days, once for each kind", async () => {
    const friends = addFriends(it.emulator, 30);
    const sent = await it.line.broadcastWithHttpInfo({ messages: [hello] });
    const requestId = sent.httpResponse.headers.get("x-line-request-id") ?? "";
    it.emulator.advanceClock(1_000);
    for (const userId of friends) it.emulator.messaging.openChat(userId);
    const create = (description: string) =>
      it.audience.createImpBasedAudienceGroup({ description, requestId });
    const { audienceGroupId = 0, ...made } = await create("見た人");
    expect(made).toMatchObject({ type: "IMP", requestId });
    it.emulator.advanceClock(1_000);
    expect(await stateOf(audienceGroupId)).toMatchObject({ status: "READY", audienceCount: 30 });
    const twice = await refusal(create("また"));
    expect(twice.body).toMatchObject({ details: [{ message: "AUDIENCE_GROUP_REQUESTID_DUPLICATE" }] });
    const click = { description: "押した人", requestId };
    const clicked = await it.audience.createClickBasedAudienceGroup(click);
    it.emulator.advanceClock(61 * dayMs);
    expect(await stateOf(clicked.audienceGroupId ?? 0)).toMatchObject({ audienceCount: 0 });
    await it.audience.deleteAudienceGroup(clicked.audienceGroupId ?? 0);
    const old = await refusal(it.audience.createClickBasedAudienceGroup(click));
    expect(old.body).toMatchObject({ details: [{ message: "TOO_OLD_MESSAGES" }] });
    const unknown = it.audience.createImpBasedAudienceGroup({ description: "?", requestId: "x" });
    expect((await refusal(unknown)).body).toMatchObject({ details: [{ message: "REQUEST_NOT_FOUND" }] });
  });
});
