import { ActionIcon, Button, Chip, Group, Input, Stack, TextInput } from "@mantine/core";
import { weekdayName } from "../../../shared/points/programme/words.ts";
import { useLanguage, useSay } from "../language.tsx";
import type { RuleFields } from "../screens/Rule.tsx";
import { DateField } from "./Fields.tsx";

const days = [1, 2, 3, 4, 5, 6, 7];

/** Dates, weekdays and hours. */
export function WindowFields({ rule, set, wrong }: RuleFields) {
  const say = useSay();
  const { language } = useLanguage();
  const { window } = rule;
  const change = (part: Partial<typeof window>): void => set({ window: { ...window, ...part } });
  const hours = window.hours ?? [];
  return (
    <Stack>
      <Group align="flex-start">
        <DateField label={say("開始日", "From")} value={window.from} onChange={(from) => change({ from })} />
        <DateField
          label={say("終了日(この日まで)", "To, inclusive")}
          value={window.to}
          error={wrong("window.to")}
          onChange={(to) => change({ to })}
        />
      </Group>
      <Input.Wrapper
        label={say("曜日", "Weekdays")}
        description={say("選ばなければ毎日", "Every day where none is chosen")}
      >
        <Chip.Group
          multiple
          value={(window.weekdays ?? []).map(String)}
          onChange={(chosen) =>
            change({ weekdays: chosen.length === 0 ? null : chosen.map(Number).sort((a, b) => a - b) })
          }
        >
          <Group gap={6} mt={6}>
            {days.map((day) => (
              <Chip value={String(day)} key={day} size="sm">
                {weekdayName(day, language)}
              </Chip>
            ))}
          </Group>
        </Chip.Group>
      </Input.Wrapper>
      <Stack gap="xs">
        {hours.map((range, index) => {
          const put = (part: Partial<typeof range>): void =>
            change({ hours: hours.map((other, at) => (at === index ? { ...other, ...part } : other)) });
          return (
            // Ranges have no name of their own but their place.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            <Group key={index} align="flex-end" gap="xs">
              <TextInput
                type="time"
                label={say("時刻から", "Time from")}
                value={range.from}
                onChange={({ currentTarget }) =>
                  currentTarget.value !== "" && put({ from: currentTarget.value })
                }
              />
              <TextInput
                type="time"
                label={say("時刻まで", "Time to")}
                value={range.to}
                error={wrong(`window.hours.${index}.to`)}
                onChange={({ currentTarget }) =>
                  currentTarget.value !== "" && put({ to: currentTarget.value })
                }
              />
              <ActionIcon
                variant="subtle"
                color="gray"
                size="lg"
                aria-label={say("この時間帯を外す", "Remove these hours")}
                onClick={() => {
                  const left = hours.filter((_, at) => at !== index);
                  change({ hours: left.length === 0 ? null : left });
                }}
              >
                ×
              </ActionIcon>
            </Group>
          );
        })}
        {hours.length < 4 && (
          <Button
            variant="default"
            size="xs"
            w="fit-content"
            onClick={() => change({ hours: [...hours, { from: "11:00", to: "14:00" }] })}
          >
            {say("時間帯を追加", "Add hours")}
          </Button>
        )}
      </Stack>
    </Stack>
  );
}
