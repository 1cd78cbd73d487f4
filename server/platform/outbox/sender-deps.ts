import type { Deps } from "../../deps.ts";

/** What the sender is given: a process that does nothing else needs no more. */
export type SenderDeps = Pick<Deps, "database" | "clock" | "ids" | "log" | "settings" | "line">;
