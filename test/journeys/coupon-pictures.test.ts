import { afterAll, beforeAll, expect, test } from "vitest";
import { type Desk, deskOf } from "../support/console.ts";
import { couponDesk, fileOf, sendFile, walletOf } from "../support/coupon-desk.ts";
import { openWorld, type World } from "../support/world.ts";

/** A coupon's picture: taken for what its bytes say, kept for good, shown to everybody. */

let world: World;
let owner: Desk;
beforeAll(async () => {
  world = await openWorld();
  owner = await deskOf(world, await world.owner());
});
afterAll(() => world.close());

function bytesOf(...parts: readonly (readonly number[] | string)[]): Uint8Array {
  return Uint8Array.from(
    parts.flatMap((part) => (typeof part === "string" ? [...part].map((c) => c.charCodeAt(0)) : [...part])),
  );
}
const word = (value: number): readonly number[] => [24, 16, 8, 0].map((shift) => (value >>> shift) & 255);
const half = (value: number): readonly number[] => [value >> 8, value & 255];
const png = (width: number, height: number): Uint8Array =>
  bytesOf(
    [0x89],
    "PNG\r\n",
    [0x1a, 0x0a],
    word(13),
    "IHDR",
    word(width),
    word(height),
    [8, 6, 0, 0, 0],
    word(0),
  );
/** With a comment before the frame, as cameras and editors write them. */
const jpeg = (width: number, height: number): Uint8Array =>
  bytesOf([0xff, 0xd8, 0xff, 0xfe, ...half(6)], "Goen", [
    0xff,
    0xc2,
    ...half(11),
    8,
    ...half(height),
    ...half(width),
    1,
    1,
    17,
    0,
    0xff,
    0xd9,
  ]);

interface Sent {
  readonly pictureId: string;
  readonly error?: { readonly code: string };
}
const send = (bytes: Uint8Array | string) =>
  sendFile<Sent>(world.origin, owner.client, "/api/console/pictures", bytes);

test.each([
  ["PNG", "image/png", png(1200, 800)],
  ["progressive JPEG with a comment", "image/jpeg", jpeg(640, 480)],
])("a %s is kept, and shown without a session for a year under an id of its own", async (_, type, bytes) => {
  const [made, again] = [await send(bytes), await send(bytes)];
  expect(made.status).toBe(201);
  expect(again.body.pictureId).not.toBe(made.body.pictureId);
  const response = await fetch(`${world.origin}/pictures/${made.body.pictureId}`);
  expect(new Uint8Array(await response.arrayBuffer())).toEqual(bytes);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    "content-type": type,
    "cache-control": "public, max-age=31536000, immutable",
    "content-security-policy": "default-src 'none'; sandbox",
    "cross-origin-resource-policy": "cross-origin",
    "x-content-type-options": "nosniff",
  });
});

test.each([
  ["an SVG", '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
  ["a page of HTML", "<!doctype html><script>alert(1)</script>"],
  ["a GIF", "GIF89a\u0001\u0000\u0001\u0000"],
  ["nothing", ""],
  ["a PNG's first bytes alone", png(10, 10).subarray(0, 20)],
  ["a PNG without a width", png(0, 10)],
  ["a JPEG that ends before its frame", Uint8Array.from([0xff, 0xd8, 0xff, 0xd9, 0, 0, 0, 0, 0, 0, 0, 0])],
])("%s is no picture", async (_, bytes) => {
  const { status, body } = await send(bytes);
  expect([status, body.error?.code]).toEqual([400, "picture.unreadable"]);
});

test("1 MiB is taken and a byte more is not; 4,096 pixels are and 4,097 are not", async () => {
  const sized = (length: number): Uint8Array => {
    const bytes = new Uint8Array(length);
    bytes.set(png(10, 10));
    return bytes;
  };
  expect((await send(sized(1024 * 1024))).status).toBe(201);
  expect((await send(sized(1024 * 1024 + 1))).status).toBe(413);
  expect((await send(png(4096, 4096))).status).toBe(201);
  for (const bytes of [png(4097, 1), jpeg(1, 4097)]) {
    expect((await send(bytes)).body.error?.code).toBe("picture.too_large");
  }
});

test("a coupon names its picture, and the member's card gets its path; one that is not there is 404", async () => {
  const { body } = await send(png(100, 100));
  await couponDesk(owner).issued({ pictureId: body.pictureId });
  const phone = await world.member("佐藤 花子");
  const [mine] = (await walletOf(phone)).usable;
  expect(mine?.picturePath).toBe(`/pictures/${body.pictureId}`);
  expect((await fileOf(world.origin, phone.client, mine?.picturePath ?? "")).status).toBe(200);
  expect((await fetch(`${world.origin}/pictures/nobody`)).status).toBe(404);
  expect((await fetch(`${world.origin}/pictures/%00`)).status).toBe(404);
});
