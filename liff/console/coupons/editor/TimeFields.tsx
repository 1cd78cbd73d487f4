import { ActionIcon, Button, Chip, Group, Input, Stack, TextInput } from "@mantine/core";
import { weekdayName } from "../../../../shared/points/programme/words.ts";
import { useLanguage, useSay } from "../../language.tsx";
import type { FormProps } from "./form-props.ts";

const days = [1, 2, 3, 4, 5, 6, 7];
const rangesMax = 4;

/** Days of the week, and hours of the day. */
export function TimeFields(props: FormProps) {
  const { coupon, set, wrong } = props;
  const { conditions } = coupon;
  const { language } = useLanguage();
  const say = useSay();
  return (
    <>
      <Input.Wrapper
        label={say("曜日", "Weekdays")}
        labelElement="div"
        description={say("選ばなければ毎日", "Every day where none is chosen")}
        error={wrong("conditions.weekdays")}
      >
        <Chip.Group
          multiple
          value={(conditions.weekdays ?? []).map(String)}
          onChange={(chosen) => {
            const weekdays = chosen.length === 0 ? null : chosen.map(Number).sort((a, b) => a - b);
            set({ conditions: { ...conditions, weekdays } });
          }}
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
      <Hours {...props} />
    </>
  );
}

function Hours({ coupon: { conditions }, set, wrong }: FormProps) {
  const say = useSay();
  const hours = conditions.hours ?? [];
  const put = (next: typeof hours): void =>
    set({ conditions: { ...conditions, hours: next.length === 0 ? null : next } });
  return (
    <Input.Wrapper
      label={say("時間帯", "Hours")}
      labelElement="div"
      description={say(
        "なければ終日。終わりが始まりより早いと、日をまたぎます",
        "None: all day. An end before the start goes past midnight",
      )}
      error={wrong("conditions.hours")}
    >
      <Stack gap="xs" mt={6}>
        {hours.map((range, index) => {
          const change = (part: Partial<typeof range>): void =>
            put(hours.map((other, at) => (at === index ? { ...other, ...part } : other)));
          return (
            // Ranges have no name of their own but their place.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            <Group key={index} gap="xs" wrap="nowrap" align="flex-end">
              {(["from", "to"] as const).map((end) => (
                <TextInput
                  key={end}
                  type="time"
                  label={end === "from" ? say("から", "From") : say("まで", "To")}
                  value={range[end]}
                  onChange={({ currentTarget }) =>
                    currentTarget.value !== "" && change({ [end]: currentTarget.value })
                  }
                />
              ))}
              <ActionIcon
                variant="subtle"
                color="gray"
                size="lg"
                aria-label={say("この時間帯を外す", "Remove these hours")}
                onClick={() => put(hours.filter((_, at) => at !== index))}
              >
                ×
              </ActionIcon>
            </Group>
          );
        })}
        {hours.length < rangesMax && (
          <Button
            variant="default"
            w="fit-content"
            onClick={() => put([...hours, { from: "14:00", to: "17:00" }])}
          >
            {say("時間帯を追加", "Add hours")}
          </Button>
        )}
      </Stack>
    </Input.Wrapper>
  );
}
