import { Alert, Chip, Fieldset, Group, Input, Radio, Stack, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { addDays, momentAt } from "../../../../shared/dates.ts";
import { weekdayName } from "../../../../shared/points/programme/words.ts";
import type { ReachState } from "../../../../shared/reach/console.ts";
import { isQuiet } from "../../../../shared/reach/quiet.ts";
import { ask } from "../../../api/client.ts";
import { useLanguage, useSay } from "../../language.tsx";
import { DateField } from "../../parts/Fields.tsx";
import { useStaff } from "../../session.tsx";
import type { Draft } from "../draft.ts";
import type { FormProps } from "./form-props.ts";

type Schedule = Draft["schedule"];

/** When it is sent: as soon as it is started, once at a time, or each week until a day. */
export function ScheduleFields({ draft: { schedule }, set, wrong }: FormProps) {
  const { businessDate } = useStaff();
  const say = useSay();
  const put = (next: Schedule): void => set({ schedule: next });
  const choose = (kind: string): void => {
    const time = schedule.kind === "now" ? "10:00" : schedule.time;
    if (kind === "at") put({ kind, on: addDays(businessDate, 1), time });
    else if (kind === "weekly") put({ kind, weekdays: [5], time, until: addDays(businessDate, 28) });
    else put({ kind: "now" });
  };
  return (
    <Fieldset legend={say("いつ送るか", "When it is sent")}>
      <Stack>
        <Radio.Group
          aria-label={say("いつ送るか", "When it is sent")}
          value={schedule.kind}
          onChange={choose}
        >
          <Stack gap={0}>
            <Radio
              className="choice"
              py={0}
              value="now"
              label={say("「送る」を押したらすぐに", "As soon as it is sent off")}
            />
            <Radio
              className="choice"
              py={0}
              value="at"
              label={say("日時を決めて1回", "Once, at a set time")}
            />
            <Radio
              className="choice"
              py={0}
              value="weekly"
              label={say("曜日を決めて毎週", "Every week, on some days")}
            />
          </Stack>
        </Radio.Group>
        {schedule.kind === "at" && (
          <Group align="flex-start" gap="sm">
            <DateField
              label={say("送る日", "Day")}
              value={schedule.on}
              error={wrong("schedule.on")}
              onChange={(on) => put({ ...schedule, on: on ?? "" })}
            />
            <TimeField schedule={schedule} wrong={wrong} onChange={(time) => put({ ...schedule, time })} />
          </Group>
        )}
        {schedule.kind === "weekly" && <Weekly schedule={schedule} put={put} wrong={wrong} />}
        {schedule.kind !== "now" && <Night schedule={schedule} />}
      </Stack>
    </Fieldset>
  );
}

type Timed = Exclude<Schedule, { readonly kind: "now" }>;

function TimeField({
  schedule,
  wrong,
  onChange,
}: {
  readonly schedule: Timed;
  readonly wrong: FormProps["wrong"];
  readonly onChange: (time: string) => void;
}) {
  const say = useSay();
  return (
    <TextInput
      type="time"
      label={say("時刻", "Time")}
      w={140}
      value={schedule.time}
      error={wrong("schedule.time")}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  );
}

function Weekly({
  schedule,
  put,
  wrong,
}: {
  readonly schedule: Extract<Schedule, { readonly kind: "weekly" }>;
  readonly put: (schedule: Schedule) => void;
  readonly wrong: FormProps["wrong"];
}) {
  const { language } = useLanguage();
  const say = useSay();
  const found = wrong("schedule.weekdays");
  return (
    <Stack gap="sm">
      <Input.Wrapper label={say("曜日", "Days")} labelElement="div" error={found}>
        <Chip.Group
          multiple
          value={schedule.weekdays.map(String)}
          onChange={(chosen) => put({ ...schedule, weekdays: chosen.map(Number).sort((a, b) => a - b) })}
        >
          <Group gap={6} mt={6} role="group" aria-label={say("曜日", "Days")}>
            {[1, 2, 3, 4, 5, 6, 7].map((day) => (
              <Chip value={String(day)} key={day} size="sm" aria-invalid={found !== undefined}>
                {weekdayName(day, language)}
              </Chip>
            ))}
          </Group>
        </Chip.Group>
      </Input.Wrapper>
      <Group align="flex-start" gap="sm">
        <TimeField schedule={schedule} wrong={wrong} onChange={(time) => put({ ...schedule, time })} />
        <DateField
          label={say("最後の日", "Until, inclusive")}
          value={schedule.until}
          error={wrong("schedule.until")}
          onChange={(until) => put({ ...schedule, until: until ?? "" })}
        />
      </Group>
    </Stack>
  );
}

/** A time at which nothing leaves is moved to the morning; it is said here and not found out later. */
function Night({ schedule }: { readonly schedule: Timed }) {
  const { timeZone, businessDate } = useStaff();
  const say = useSay();
  const reach = useQuery({ queryKey: ["reach"], queryFn: () => ask<ReachState>("/api/console/reach") });
  const quiet = reach.data?.settings.quietHours ?? null;
  if (quiet === null || schedule.time === "") return null;
  const on = schedule.kind === "at" && schedule.on !== "" ? schedule.on : businessDate;
  if (!isQuiet(momentAt(on, schedule.time, timeZone), quiet, timeZone)) return null;
  return (
    <Alert color="yellow" role="note">
      {say(
        `${quiet.from}〜${quiet.until}は送らない時間です。${quiet.until}になってから送ります。`,
        `Nothing is sent from ${quiet.from} to ${quiet.until}: it leaves at ${quiet.until}.`,
      )}
    </Alert>
  );
}
