import type { messagingApi } from "@line/bot-sdk";
import { expectTypeOf, test } from "vitest";
import type { LineMessage } from "../../../shared/messages/types.ts";

test("every message we can write is one the SDK sends", () => {
  expectTypeOf<LineMessage>().toExtend<messagingApi.Message>();
  expectTypeOf<readonly LineMessage[]>().toExtend<readonly messagingApi.Message[]>();
});
