import { Paper, Progress, SimpleGrid, Stack, Text } from "@mantine/core";
import type { QuotaView } from "../../../shared/outbox/console.ts";
import { grouped } from "../../../shared/points/programme/words.ts";
import { momentOf, useSay } from "../language.tsx";
import { Loaded } from "../parts/States.tsx";
import { PlanNote } from "../reach/PlanNote.tsx";
import { useStaff } from "../session.tsx";
import { AskLine } from "./AskLine.tsx";
import { useQuota } from "./api.ts";
import { ReserveForm } from "./ReserveForm.tsx";
import { Waiting } from "./Waiting.tsx";

/** The month's messages: what the plan has, what is used, what is kept back, and what waits. */
export function Quota() {
  const quota = useQuota();
  return (
    <Loaded query={quota}>
      {(found) => (
        <>
          <Month quota={found} />
          <Waiting waiting={found.waiting} />
        </>
      )}
    </Loaded>
  );
}

function Month({ quota }: { readonly quota: QuotaView }) {
  const { timeZone } = useStaff();
  const say = useSay();
  const messages = (count: number): string => say(`${grouped(count)}通`, grouped(count));
  const { plan, used, readAtMs, campaignLeft, typed } = quota;
  return (
    <Paper withBorder p="md" component="section" aria-label={say("今月の通数", "The month's messages")}>
      <Stack gap="sm">
        <Text fw={700} component="h2">
          {say("今月の通数", "The month's messages")}
        </Text>
        {plan === null || used === null ? (
          <Text size="sm" c="dimmed">
            {say("LINEにまだ確認していません。", "LINE has not been asked yet.")}
          </Text>
        ) : plan.kind === "none" ? (
          <Text>
            {say(`LINEの上限なし・${messages(used)}使用`, `No limit at LINE; ${messages(used)} used`)}
          </Text>
        ) : (
          <>
            <SimpleGrid cols={{ base: 2, sm: 4 }}>
              <Figure label={say("LINEの上限", "Limit at LINE")} value={messages(plan.perMonth)} />
              <Figure label={say("使用", "Used")} value={messages(used)} />
              <Figure label={say("残り", "Left")} value={messages(Math.max(0, plan.perMonth - used))} />
              <Figure
                label={say("うち配信に使える", "Of these for campaigns")}
                value={campaignLeft === null ? "—" : messages(campaignLeft)}
              />
            </SimpleGrid>
            <Progress
              value={plan.perMonth === 0 ? 100 : Math.min(100, (used / plan.perMonth) * 100)}
              aria-label={say("今月の使用", "Used this month")}
              color={used >= plan.perMonth ? "red" : "thread"}
            />
          </>
        )}
        <PlanNote
          differs={typed.differs}
          included={typed.included}
          monthly={plan?.kind === "limited" ? plan.perMonth : null}
        />
        {readAtMs !== null && (
          <Text size="sm" c="dimmed">
            {say(
              `${momentOf(readAtMs, timeZone)}のLINEの数字に、その後送った分を足しています。LINEの数字は概数です。`,
              `LINE's figure of ${momentOf(readAtMs, timeZone)}, which is approximate, and what went out since.`,
            )}
          </Text>
        )}
        <AskLine never={readAtMs === null} />
        <ReserveForm quota={quota} />
      </Stack>
    </Paper>
  );
}

function Figure({ label, value }: { readonly label: string; readonly value: string }) {
  return (
    <div>
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      <Text fw={700} size="lg" className="numbers">
        {value}
      </Text>
    </div>
  );
}
