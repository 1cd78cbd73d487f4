import type { Deps } from "../../../server/deps.ts";
import { openCardKeyring } from "../../../server/platform/auth/card-keyring.ts";
import type { Database } from "../../../server/platform/database/database.ts";
import { openLineGateway } from "../../../server/platform/line/gateway.ts";
import { openLineLogin } from "../../../server/platform/line/login.ts";
import { openRichMenus } from "../../../server/platform/line/rich-menus.ts";
import type { Settings } from "../../../server/platform/settings.ts";
import { type TestClock, testClock } from "../../support/clock.ts";
import { demoSeed } from "../person.ts";
import { seededIds } from "./ids.ts";

export interface Stage {
  readonly deps: Deps;
  readonly clock: TestClock;
}

export interface Theatre {
  /** A view of the shop with a clock and ids of its own, so that lives do not disturb one another. */
  stage(name: string, atMs: number): Stage;
}

export async function theatreOf(database: Database, settings: Settings): Promise<Theatre> {
  const cardKeyring = await openCardKeyring(settings.cardKeys);
  return {
    stage(name, atMs) {
      const clock = testClock(atMs);
      const line = openLineGateway(settings.line, clock);
      const deps: Deps = {
        // A database object of its own makes each life a process of its own: lives that share a member of staff would
        // otherwise wait for one another's turn, and the gathering for all of them.
        database: { ...database },
        settings,
        cardKeyring,
        clock,
        ids: seededIds(`${demoSeed}:${name}`, clock),
        log: { info() {}, warn() {}, error: (event, fields) => console.error(event, fields) },
        line,
        richMenus: openRichMenus(line, settings.line, clock),
        lineLogin: openLineLogin(settings.line, clock),
        assets: { file: async () => null },
      };
      return { deps, clock };
    },
  };
}
