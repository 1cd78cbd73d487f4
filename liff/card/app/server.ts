import type { CardHome, Enroll, Enrolled, Heartbeat } from "../../../shared/card/schema.ts";
import type { Birthday, CardSession, Join, Leave, OpenSession } from "../../../shared/members/schema.ts";
import type { HistoryPage } from "../../../shared/points/schema.ts";
import { ask, askTimed, type Timed } from "../../api/client.ts";

/** What the card asks of the server, by name; tests stand in for it here. */
export interface CardServer {
  session(proof: OpenSession): Promise<Timed<CardSession>>;
  home(): Promise<Timed<CardHome>>;
  join(body: Join): Promise<Timed<CardHome>>;
  enroll(body: Enroll): Promise<Timed<Enrolled>>;
  heartbeat(handle: string | undefined, after: number): Promise<Timed<Heartbeat>>;
  birthday(body: Birthday): Promise<Timed<CardHome>>;
  history(before: number | undefined): Promise<HistoryPage>;
  leave(body: Leave): Promise<void>;
}

export const cardServer: CardServer = {
  session: (body) => askTimed("/api/card/session", { body }),
  home: () => askTimed("/api/card/home"),
  join: (body) => askTimed("/api/card/join", { body }),
  enroll: (body) => askTimed("/api/card/enroll", { body }),
  heartbeat: (handle, after) =>
    askTimed("/api/card/heartbeat", { query: { handle, after }, timeoutMs: 5_000 }),
  birthday: (body) => askTimed("/api/card/birthday", { method: "PUT", body }),
  history: (before) => ask("/api/card/history", { query: { before } }),
  leave: async (body) => {
    await ask("/api/card/leave", { body });
  },
};
