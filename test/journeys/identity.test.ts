import { SignJWT, UnsecuredJWT } from "jose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ErrorCode } from "../../shared/errors.ts";
import { shop } from "../demo/shop.ts";
import { clientOf } from "../support/browser-like.ts";
import { refuses } from "../support/evidence.ts";
import type { Phone } from "../support/people.ts";
import { accessTokenOf } from "../support/tokens.ts";
import { openWorld, type World } from "../support/world.ts";

/** Who somebody is, as LINE says it and as somebody would like it to be believed. */
const foreign = {
  channelId: "2000009999",
  channelSecret: "00112233445566778899aabbccddeeff",
  liffId: "2000009999-Other001",
};

let world: World;
let phone: Phone;
beforeAll(async () => {
  world = await openWorld({
    line: (usual) => ({
      ...usual,
      loginChannels: [
        ...usual.loginChannels,
        {
          ...foreign,
          linkedBot: false,
          liffApps: [
            {
              liffId: foreign.liffId,
              name: "別のアプリ",
              endpointUrl: "https://other.example/",
              size: "full",
              scopes: ["openid", "profile"],
              botPrompt: "none",
            },
          ],
        },
      ],
    }),
  });
  phone = await world.member("佐藤 花子");
});
afterAll(() => world.close());

const doors = ["/api/card/session", "/api/till/session"] as const;

async function refusedAtBothDoors(body: object, status: number, code: ErrorCode): Promise<void> {
  for (const path of doors) {
    const client = clientOf(world.origin);
    await refuses(world, { client, path, body, status, code });
    expect(client.cookies.size).toBe(0);
  }
}

/** The claims of a good ID token of this person, to be signed by somebody else. */
function claims(): Record<string, string | number> {
  const nowSeconds = Math.floor(world.clock.nowMs() / 1000);
  return {
    iss: "https://access.line.me",
    sub: phone.userId,
    aud: shop.login.channelId,
    iat: nowSeconds,
    exp: nowSeconds + 3600,
  };
}

function issued(overrides: Record<string, unknown>): Promise<string> {
  return world.emulator.issueIdToken({
    userId: phone.userId,
    channelId: shop.login.channelId,
    overrides,
  });
}

describe("an ID token", () => {
  test("signed with HS256 and our channel secret is refused: only LINE's own key speaks for LINE", async () => {
    const secret = Buffer.from(shop.login.channelSecret);
    const idToken = await new SignJWT(claims()).setProtectedHeader({ alg: "HS256" }).sign(secret);
    await refusedAtBothDoors({ idToken }, 401, "line.token_invalid");
  });

  test("signed with HS256 and LINE's public key taken for a secret is refused", async () => {
    const certs = await (await fetch(`${world.emulator.origin}/oauth2/v2.1/certs`)).json();
    const header = { alg: "HS256", kid: certs.keys[0].kid };
    const secret = Buffer.from(JSON.stringify(certs.keys[0]));
    const idToken = await new SignJWT(claims()).setProtectedHeader(header).sign(secret);
    await refusedAtBothDoors({ idToken }, 401, "line.token_invalid");
  });

  test("that is not signed at all (alg none) is refused", async () => {
    await refusedAtBothDoors({ idToken: new UnsecuredJWT(claims()).encode() }, 401, "line.token_invalid");
  });

  test("with one claim changed after signing is refused", async () => {
    const [header, , signature] = (await phone.idToken()).split(".");
    const other = Buffer.from(JSON.stringify({ ...claims(), sub: `U${"0".repeat(32)}` })).toString(
      "base64url",
    );
    const idToken = `${header}.${other}.${signature}`;
    await refusedAtBothDoors({ idToken }, 401, "line.token_invalid");
  });

  test.each([
    "",
    "x",
    "a.b.c",
    "null",
    "..",
    "eyJhbGciOiJFUzI1NiJ9.e30.AA",
  ])("made up as '%s' is refused", async (idToken) => {
    const code = idToken === "" ? "request.invalid" : "line.token_invalid";
    await refusedAtBothDoors({ idToken }, idToken === "" ? 400 : 401, code);
  });

  test("of another issuer, without a subject or with one that LINE never gives is refused", async () => {
    await refusedAtBothDoors(
      { idToken: await issued({ iss: "https://evil.example" }) },
      401,
      "line.token_invalid",
    );
    await refusedAtBothDoors({ idToken: await issued({ sub: undefined }) }, 401, "line.token_invalid");
    await refusedAtBothDoors({ idToken: await issued({ sub: "admin" }) }, 401, "line.token_invalid");
    await refusedAtBothDoors({ idToken: await issued({ exp: undefined }) }, 401, "line.token_invalid");
  });

  test("for an audience that is not ours is refused by that name", async () => {
    const idToken = await world.emulator.issueIdToken({ userId: phone.userId, channelId: foreign.channelId });
    await refusedAtBothDoors({ idToken }, 401, "line.audience");
  });

  test("issued 61 s in the future is refused, 59 s ahead is a clock that differs a little", async () => {
    const iat = Math.floor(world.clock.nowMs() / 1000);
    await refusedAtBothDoors(
      { idToken: await issued({ iat: iat + 61, exp: iat + 3661 }) },
      401,
      "line.token_invalid",
    );
    const client = clientOf(world.origin);
    const idToken = await issued({ iat: iat + 59, exp: iat + 3659 });
    await client.ok("POST", "/api/card/session", { body: { idToken } });
  });

  test("is good for an hour and a minute, then expired, however long its own exp says", async () => {
    const idToken = await phone.idToken();
    const endless = await issued({ exp: Math.floor(world.clock.nowMs() / 1000) + 86_400 });
    world.clock.advanceBy(60 * 60_000);
    await clientOf(world.origin).ok("POST", "/api/card/session", { body: { idToken } });
    world.clock.advanceBy(2 * 60_000);
    await refusedAtBothDoors({ idToken }, 401, "line.token_expired");
    await refusedAtBothDoors({ idToken: endless }, 401, "line.token_expired");
  });
});

describe("an access token", () => {
  test("lets in who comes with an ID token that has expired", async () => {
    const accessToken = await accessTokenOf(world.emulator, phone.userId);
    const idToken = await phone.idToken();
    world.clock.advanceBy(2 * 3_600_000);
    const client = clientOf(world.origin);
    const body = { idToken, accessToken };
    expect(await client.ok("POST", "/api/card/session", { body })).toMatchObject({ status: "member" });
    expect(await client.ok("GET", "/api/card/home")).toMatchObject({ member: { name: "佐藤 花子" } });
  });

  test("does not save an ID token that is forged", async () => {
    const accessToken = await accessTokenOf(world.emulator, phone.userId);
    const idToken = new UnsecuredJWT(claims()).encode();
    await refusedAtBothDoors({ idToken, accessToken }, 401, "line.token_invalid");
  });

  test("of another channel is refused, whoever it is of", async () => {
    const accessToken = await accessTokenOf(world.emulator, phone.userId, foreign.liffId);
    await refusedAtBothDoors({ accessToken }, 401, "line.audience");
    const idToken = await issued({ exp: 1, iat: 0 });
    await refusedAtBothDoors({ idToken, accessToken }, 401, "line.audience");
  });

  test("made up, or 12 h old, is refused", async () => {
    await refusedAtBothDoors({ accessToken: "made-up" }, 401, "line.token_invalid");
    const accessToken = await accessTokenOf(world.emulator, phone.userId);
    world.clock.advanceBy(12 * 3_600_000 + 1000);
    await refusedAtBothDoors({ accessToken }, 401, "line.token_invalid");
    await (await world.owner()).signIn();
  });

  test("or ID token must come: with neither the request is refused", async () => {
    await refusedAtBothDoors({}, 400, "request.invalid");
  });
});

describe("while LINE is down", () => {
  test.each([
    "drop_before",
    "error_500",
    "rate_429",
  ] as const)("(%s) nobody gets in, and is told so with 503", async (kind) => {
    const down = await openWorld();
    try {
      const person = down.phone("佐藤 花子");
      const accessToken = await accessTokenOf(down.emulator, person.userId);
      down.emulator.addFault({ endpoint: "*", kind });
      const asked = { client: person.client, path: "/api/card/session", status: 503 } as const;
      const idToken = await person.idToken();
      await refuses(down, { ...asked, body: { idToken }, code: "line.unavailable" });
      await refuses(down, { ...asked, body: { accessToken }, code: "line.unavailable" });
      down.emulator.clearFaults();
      expect(await person.client.ok("POST", "/api/card/session", { body: { accessToken } })).toMatchObject({
        status: "guest",
      });
    } finally {
      await down.close();
    }
  });

  test("who is in stays in: sessions, scans and sales need no LINE", async () => {
    const till = await world.staff("糸井 あかり");
    await phone.signIn();
    world.emulator.addFault({ endpoint: "*", kind: "drop_before" });
    expect((await till.sell((await till.scan(await phone.code())).scanId, 1000)).pointsEarned).toBe(10);
    expect((await phone.home()).points.balance).toBe(10);
    world.emulator.clearFaults();
  });
});
