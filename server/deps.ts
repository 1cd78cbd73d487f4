import type { Assets } from "./platform/assets.ts";
import type { CardKeyring } from "./platform/auth/card-keyring.ts";
import type { Clock } from "./platform/clock.ts";
import type { Database } from "./platform/database/database.ts";
import type { Ids } from "./platform/ids.ts";
import type { LineGateway } from "./platform/line/gateway.ts";
import type { LineLogin } from "./platform/line/login.ts";
import type { RichMenus } from "./platform/line/rich-menus.ts";
import type { Log } from "./platform/log.ts";
import type { Settings } from "./platform/settings.ts";

/** The one list of what the app is given. Whatever reaches outside the process or is not the same twice is here. */
export interface Deps {
  readonly database: Database;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly settings: Settings;
  readonly line: LineGateway;
  readonly lineLogin: LineLogin;
  readonly richMenus: RichMenus;
  readonly cardKeyring: CardKeyring;
  readonly assets: Assets;
}
