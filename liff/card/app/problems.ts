import { ApiError, NetworkError } from "../../api/client.ts";
import { ReopenNeeded } from "../../api/prove.ts";
import type { LineFailure } from "../../line.ts";
import type { Problem } from "./state.ts";

export function isNoSession(error: unknown): boolean {
  return error instanceof ApiError && (error.code === "session.missing" || error.code === "session.expired");
}

/** Who we are has to be proved again, or has to be decided anew: both begin at LINE. */
export function isNoMember(error: unknown): boolean {
  if (isNoSession(error)) return true;
  return error instanceof ApiError && (error.code === "member.not_joined" || error.code === "member.left");
}

const lineProblems: Readonly<Record<LineFailure, Problem>> = {
  denied: "denied",
  needs_tap: "needs_login",
  timeout: "line",
  unreachable: "offline",
  failed: "line",
};

/** What to tell the member about an error that stopped us. */
export function problemOf(error: unknown): Problem {
  if (error instanceof NetworkError) return "offline";
  if (error instanceof ReopenNeeded) return "reopen";
  if (error instanceof ApiError) return apiProblem(error);
  return isLineFailure(error) ? lineProblems[error.failure] : "line";
}

function apiProblem(error: ApiError): Problem {
  if (error.code === "member.suspended") return "suspended";
  return error.code === "line.unavailable" || error.code === "line.audience" ? "line" : "server";
}

/** By its shape: importing the class would load LINE's SDK before the first code is drawn. */
function isLineFailure(error: unknown): error is { failure: LineFailure } {
  return (
    error instanceof Error &&
    "failure" in error &&
    typeof error.failure === "string" &&
    error.failure in lineProblems
  );
}
