import { Button, Chip, Group, Input, Stack } from "@mantine/core";
import { useState } from "react";
import { useSay } from "../../language.tsx";
import { OptionalNum } from "../../parts/Fields.tsx";

const usual = [60, 30, 14, 7, 3, 1, 0];
const mostSteps = 5;

/** The steps of a reminder, at most 5: the usual ones to press, any other to type. */
export function DaysBefore({
  value,
  max,
  error,
  onChange,
}: {
  readonly value: readonly number[];
  readonly max: number;
  readonly error: string | undefined;
  readonly onChange: (value: number[]) => void;
}) {
  const say = useSay();
  const [other, setOther] = useState<number | null>(null);
  const shown = [...new Set([...usual.filter((days) => days <= max), ...value])].sort((a, b) => b - a);
  const isFull = value.length >= mostSteps;
  const keep = (steps: readonly number[]): void => onChange([...new Set(steps)].sort((a, b) => b - a));
  return (
    <Input.Wrapper
      label={say("期限の何日前に送る(5つまで)", "Days before the end, 5 at the most")}
      labelElement="div"
      error={error}
    >
      <Stack gap="xs" mt={6}>
        <Chip.Group multiple value={value.map(String)} onChange={(chosen) => keep(chosen.map(Number))}>
          <Group gap="xs" role="group" aria-label={say("期限の何日前に送る", "Days before the end")}>
            {shown.map((days) => (
              <Chip
                value={String(days)}
                key={days}
                size="sm"
                disabled={isFull && !value.includes(days)}
                aria-invalid={error !== undefined}
              >
                {days === 0 ? say("当日", "The day") : say(`${days}日前`, String(days))}
              </Chip>
            ))}
          </Group>
        </Chip.Group>
        <Group align="flex-end" gap="xs">
          <OptionalNum
            at="otherDays"
            label={say("ほかの日数", "Another")}
            unit={say("日前", "days")}
            placeholder=""
            w={130}
            max={max}
            value={other}
            disabled={isFull}
            onChange={setOther}
          />
          <Button
            variant="default"
            disabled={other === null || isFull}
            onClick={() => {
              if (other !== null) keep([...value, other]);
              setOther(null);
            }}
          >
            {say("追加", "Add")}
          </Button>
        </Group>
      </Stack>
    </Input.Wrapper>
  );
}
