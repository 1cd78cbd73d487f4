import { Hono } from "hono";
import { z } from "zod";
import { resultsAsked, resultsPeopleAsked } from "../../../shared/results/console.ts";
import { withSession } from "../../platform/auth/sessions.ts";
import { csvAnswer } from "../../platform/http/csv-answer.ts";
import { checked } from "../../platform/http/input.ts";
import type { Env, Web } from "../../platform/http/web.ts";
import { consoleStaff } from "../stores/index.ts";
import { automationResults } from "./automation.ts";
import { campaignResults } from "./campaign.ts";
import { exportPeople, peopleBehind } from "./people.ts";
import { peopleSheet, resultsSheet } from "./sheets.ts";

const signedIn = withSession("console");
const encoding = z.enum(["utf-8", "cp932"]).default("utf-8");
const sheetAsked = resultsAsked.extend({ encoding });
const peopleSheetAsked = resultsPeopleAsked.extend({ encoding });
const names = { campaign: "配信結果", automation: "自動配信の結果" } as const;
const peopleNames = {
  ...{ sent: "送信した人", held_out: "比較のため送らない会員", clicked: "リンクを開いた人" },
  ...{ came: "来店した人", used: "クーポンを使った人", unfollowed: "ブロックした人" },
} as const;
const kinds = { campaigns: "campaign", automations: "automation" } as const;

const readBy = (c: Web) => consoleStaff(c.get("deps"), c.get("session"), "read");

/**
 * `/api/console/campaigns/:id/results` and `/automations/:id/results`: what came of what was sent. `.csv`: all its tables in one
 * file. `/results/people` and `/results/people.csv`: who stands behind a number. Everybody at the console may read them.
 */
export const resultRoutes = routesOf("campaigns").route("/", routesOf("automations"));

function routesOf(at: "campaigns" | "automations") {
  const kind = kinds[at];
  const resultsOf = kind === "campaign" ? campaignResults : automationResults;
  return new Hono<Env>()
    .get(`/${at}/:id/results`, signedIn, async (c) => {
      await readBy(c);
      return c.json(await resultsOf(c.get("deps"), c.req.param("id"), checked(resultsAsked, c.req.query())));
    })
    .get(`/${at}/:id/results.csv`, signedIn, async (c) => {
      await readBy(c);
      const asked = checked(sheetAsked, c.req.query());
      const view = await resultsOf(c.get("deps"), c.req.param("id"), asked);
      return csvAnswer(c, resultsSheet(view), asked.encoding, {
        ja: `${names[kind]}-${view.of.name}`,
        ascii: "results",
      });
    })
    .get(`/${at}/:id/results/people`, signedIn, async (c) => {
      await readBy(c);
      const asked = checked(resultsPeopleAsked, c.req.query());
      return c.json(await peopleBehind(c.get("deps"), { kind, id: c.req.param("id") }, asked));
    })
    .get(`/${at}/:id/results/people.csv`, signedIn, async (c) => {
      const { actor } = await readBy(c);
      const asked = checked(peopleSheetAsked, c.req.query());
      const { timeZone } = c.get("deps").settings;
      const rows = await exportPeople(c.get("deps"), actor, { kind, id: c.req.param("id") }, asked);
      return csvAnswer(c, peopleSheet(rows, timeZone), asked.encoding, {
        ja: `${names[kind]}の会員-${peopleNames[asked.who]}`,
        ascii: "results-members",
      });
    });
}
