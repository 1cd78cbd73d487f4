import { z } from "zod";
import { patienceMs, problemOf } from "../asking.ts";
import { type Finding, ok, wrong } from "../finding.ts";

const pages = [
  ["LIFF_ID_CARD", "/card/"],
  ["LIFF_ID_TILL", "/till/"],
] as const;

const config = z.object({ liffId: z.string() });

/** What LINE opens: the endpoints of the LIFF apps, and whether the server there was started with the same LIFF IDs. */
export async function checkPages(env: NodeJS.ProcessEnv): Promise<readonly Finding[]> {
  const base = (env.PUBLIC_URL ?? "").trim().replace(/\/+$/, "");
  if (!URL.canParse(base)) return [];
  return Promise.all(
    pages.map(([name, path]) => checkPage(`${base}${path}`, name, (env[name] ?? "").trim())),
  );
}

async function checkPage(url: string, name: string, liffId: string): Promise<Finding> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(patienceMs) });
    if (!answer.ok) return wrong("page.status", { url, status: answer.status });
    const served = servedIn(await answer.text());
    if (served === liffId) return ok("page.ok", { url, liffId });
    return wrong("page.other_liff_id", {
      url,
      served: served ?? "-",
      liffId: liffId === "" ? "-" : liffId,
      name,
    });
  } catch (failure) {
    return wrong("page.unreachable", { url, problem: problemOf(failure) });
  }
}

/** Every page of ours is told its LIFF ID as data. */
function servedIn(html: string): string | null {
  const json = /<script type="application\/json" id="goen-config">(.*?)<\/script>/s.exec(html)?.[1];
  if (json === undefined) return null;
  try {
    return config.parse(JSON.parse(json)).liffId;
  } catch {
    return null;
  }
}
