import { beforeEach, describe, expect, it } from "vitest";
import { Clock } from "./clock.ts";

const phone = { wall: 1_791_000_000_000, steady: 5_000 };
const source = { wallMs: () => phone.wall, steadyMs: () => phone.steady };

function pass(ms: number): void {
  phone.wall += ms;
  phone.steady += ms;
}

beforeEach(() => {
  phone.wall = 1_791_000_000_000;
  phone.steady = 5_000;
});

describe("the offset to the server's clock", () => {
  it("adds half of the 80 ms that the answer took", () => {
    const clock = new Clock(source);
    clock.learn(phone.wall + 120_000, 80);
    expect(clock.nowMs()).toBe(phone.wall + 120_040);
  });

  it("believes the quickest of the last five answers and forgets the sixth", () => {
    const clock = new Clock(source);
    clock.learn(phone.wall + 1_000, 20);
    for (const rtt of [300, 200, 400, 250]) clock.learn(phone.wall + 9_000, rtt);
    expect(clock.offsetMs).toBe(1_010);
    clock.learn(phone.wall + 9_000, 500);
    expect(clock.offsetMs).toBe(9_100);
  });

  it("starts from what the last visit learned, until this one has asked", () => {
    const clock = new Clock(source, -3_000);
    expect(clock.nowMs()).toBe(phone.wall - 3_000);
    clock.learn(phone.wall + 500, 0);
    clock.recall(-3_000);
    expect(clock.offsetMs).toBe(500);
  });
});

describe("the jump detector", () => {
  it("stays quiet while both clocks run", () => {
    const clock = new Clock(source);
    pass(3_600_000);
    expect(clock.jumped()).toBe(false);
  });

  it("notices a clock set 3 s ahead by hand, once", () => {
    const clock = new Clock(source);
    phone.wall += 3_000;
    expect(clock.jumped()).toBe(true);
    expect(clock.jumped()).toBe(false);
  });

  it("notices a sleep through which only the wall clock ran", () => {
    const clock = new Clock(source);
    phone.wall += 600_000;
    phone.steady += 1_000;
    expect(clock.jumped()).toBe(true);
  });

  it("lets 1.9 s of drift pass", () => {
    const clock = new Clock(source);
    phone.wall -= 1_900;
    expect(clock.jumped()).toBe(false);
  });

  it("makes the next answer count however slow it was, because older ones measured another clock", () => {
    const clock = new Clock(source);
    clock.learn(phone.wall, 10);
    phone.wall += 60_000;
    expect(clock.jumped()).toBe(true);
    clock.learn(phone.wall - 60_000, 900);
    expect(clock.offsetMs).toBe(-59_550);
  });
});
