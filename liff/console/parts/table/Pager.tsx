import { Button, Group, Text } from "@mantine/core";
import { grouped } from "../../../../shared/points/programme/words.ts";
import { useSay } from "../../language.tsx";

/** `1–50 / 1,234件`, and the pages before and after. */
export function Pager({
  page,
  size,
  total,
  more = false,
  onTurn,
}: {
  readonly page: number;
  readonly size: number;
  readonly total: number;
  /** There are more than `total`, which are found by a filter. */
  readonly more?: boolean;
  readonly onTurn: (page: number) => void;
}) {
  const say = useSay();
  const last = Math.max(1, Math.ceil(total / size));
  const from = total === 0 ? 0 : (page - 1) * size + 1;
  const to = Math.min(page * size, total);
  return (
    <Group component="nav" justify="space-between" aria-label={say("ページ", "Pages")}>
      <Text size="sm" c="dimmed" className="numbers" role="status">
        {say(
          `${grouped(from)}–${grouped(to)} / ${grouped(total)}件${more ? "以上" : ""}`,
          `${grouped(from)}–${grouped(to)} of ${more ? "more than " : ""}${grouped(total)}`,
        )}
        {more && page === last && say("(続きは条件をしぼってください)", " (narrow the list to see more)")}
      </Text>
      {last > 1 && (
        <Group gap="xs">
          <Button variant="default" disabled={page <= 1} onClick={() => onTurn(page - 1)}>
            {say("前へ", "Previous")}
          </Button>
          <Text size="sm" className="numbers">
            {page} / {last}
          </Text>
          <Button variant="default" disabled={page >= last} onClick={() => onTurn(page + 1)}>
            {say("次へ", "Next")}
          </Button>
        </Group>
      )}
    </Group>
  );
}
