import { Paper, Text } from "@mantine/core";
import { useSay } from "../language.tsx";
import { useLink } from "../router.tsx";
import { changeOf, numberOf } from "./words.ts";

export interface Beside {
  readonly name: string;
  /** Null: nothing was counted then at all. */
  readonly value: number | null;
  /** False while the day is not over: a part of a day is no share of a whole one. */
  readonly compared: boolean;
}

/** A number, and what it is held beside. */
export interface TileProps {
  readonly name: string;
  /** Null: there is nothing to count it from yet. */
  readonly value: number | null;
  readonly unit: string;
  /** The same of other days, each with the name of those days. */
  readonly beside: readonly Beside[];
  /** What exactly is counted. */
  readonly about?: string | undefined;
  /** The list behind it. */
  readonly to?: string | undefined;
}

export function Tile({ name, value, unit, beside, about, to }: TileProps) {
  const say = useSay();
  const link = useLink();
  const number = (
    <>
      {value === null ? "—" : numberOf(value)}
      <Text span size="sm" fw={400}>
        {value === null ? "" : unit}
      </Text>
    </>
  );
  return (
    <Paper className="sheet report-tile" p="md">
      <Text size="sm" c="dimmed" component="h3" fw={400}>
        {name}
      </Text>
      <Text className="numbers" fz={24} fw={700} lh={1.4}>
        {to === undefined ? (
          number
        ) : (
          <a className="tile-link" {...link(to)} title={say("一覧を開く", "Open the list")}>
            {number}
          </a>
        )}
      </Text>
      {beside.map((other) => {
        if (other.value === null) {
          return (
            <Text size="xs" c="dimmed" key={other.name}>
              {say(`${other.name}なし`, `${other.name}: nothing`)}
            </Text>
          );
        }
        const change = value === null || !other.compared ? null : changeOf(value, other.value);
        return (
          <Text size="xs" c="dimmed" className="numbers" key={other.name}>
            {other.name} {numberOf(other.value)}
            {change !== null && ` (${change})`}
          </Text>
        );
      })}
      {about !== undefined && (
        <Text size="xs" c="dimmed" mt={4}>
          {about}
        </Text>
      )}
    </Paper>
  );
}
