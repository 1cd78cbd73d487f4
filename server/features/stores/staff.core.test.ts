import { describe, expect, test } from "vitest";
import type { Role } from "../../../shared/stores/schema.ts";
import {
  consoleRights,
  consoleRole,
  type Grant,
  mayGrant,
  mayManage,
  mayUseTill,
  roleAt,
  type StoreNode,
  storesFor,
} from "./staff.core.ts";

const grant = (role: Role, path: string): Grant => ({ role, path });
const node = (code: string): StoreNode => ({
  ...{
    nodeId: 1,
    publicId: `id-of-${code}`,
    name: code,
    path: `/${code}/`,
    amountYenMax: 1000,
    timeZone: null,
  },
});
const roles: readonly Role[] = ["owner", "manager", "marketer", "staff", "auditor"];

describe("a role", () => {
  test("covers its own place and all below it, and nothing beside or above it", () => {
    const grants = [grant("manager", "/EAST/")];
    expect(roleAt(grants, "/EAST/")).toBe("manager");
    expect(roleAt(grants, "/EAST/S1/")).toBe("manager");
    expect(roleAt(grants, "/EASTERN/")).toBeNull();
    expect(roleAt(grants, "/WEST/")).toBeNull();
    expect(roleAt(grants, "/")).toBeNull();
    expect(roleAt([], "/")).toBeNull();
  });

  test("that is stronger wins where two cover a place, in whatever order they are held", () => {
    const grants = [grant("auditor", "/"), grant("staff", "/S1/"), grant("manager", "/S2/")];
    expect([roleAt(grants, "/S1/"), roleAt(grants, "/S2/"), roleAt(grants, "/S3/")]).toEqual([
      "staff",
      "manager",
      "auditor",
    ]);
    expect(roleAt([...grants].reverse(), "/S2/")).toBe("manager");
  });

  test("opens the till for owner, manager and staff, and lets owner and manager manage", () => {
    expect(roles.filter(mayUseTill)).toEqual(["owner", "manager", "staff"]);
    expect(roles.filter(mayManage)).toEqual(["owner", "manager"]);
    expect([mayUseTill(null), mayManage(null)]).toEqual([false, false]);
  });

  test("lists the stores where one may stand at the till, with the role there", () => {
    const grants = [grant("marketer", "/"), grant("staff", "/S1/"), grant("manager", "/S3/")];
    expect(storesFor(grants, [node("S1"), node("S2"), node("S3")])).toEqual([
      { publicId: "id-of-S1", name: "S1", role: "staff" },
      { publicId: "id-of-S3", name: "S3", role: "manager" },
    ]);
  });
});

describe("giving a role away", () => {
  test.each([
    ["owner", ["owner", "manager", "marketer", "staff", "auditor"]],
    ["manager", ["staff"]],
    ["marketer", []],
    ["staff", []],
    ["auditor", []],
  ] as const)("%s may make %j", (own, may) => {
    expect(roles.filter((role) => mayGrant([grant(own, "/S1/")], role, "/S1/"))).toEqual(may);
  });

  test("is for one's own part of the tree alone", () => {
    expect(mayGrant([grant("manager", "/S1/")], "staff", "/S2/")).toBe(false);
    expect(mayGrant([grant("manager", "/S1/")], "staff", "/")).toBe(false);
    expect(mayGrant([grant("owner", "/S1/")], "manager", "/")).toBe(false);
  });
});

describe("at the console", () => {
  test("owners, managers, marketers and auditors come in by their strongest role, staff do not", () => {
    expect(consoleRole([{ role: "staff", path: "/" }])).toBeNull();
    expect(
      consoleRole([
        { role: "auditor", path: "/" },
        { role: "manager", path: "/S1/" },
      ]),
    ).toBe("manager");
  });

  test("rules are published by who holds the whole shop; a manager of one store moves points", () => {
    expect(consoleRights([{ role: "marketer", path: "/" }])).toEqual({
      publish: true,
      adjust: false,
      keys: false,
      stop: true,
      members: true,
      messages: true,
      places: false,
      staff: false,
    });
    expect(consoleRights([{ role: "marketer", path: "/S1/" }]).publish).toBe(false);
    expect(consoleRights([{ role: "manager", path: "/S1/" }])).toEqual({
      publish: false,
      adjust: true,
      keys: true,
      stop: true,
      members: true,
      messages: false,
      places: false,
      staff: true,
    });
    expect(consoleRights([{ role: "auditor", path: "/" }])).toEqual({
      publish: false,
      adjust: false,
      keys: false,
      stop: false,
      members: false,
      messages: false,
      places: false,
      staff: false,
    });
  });
});
