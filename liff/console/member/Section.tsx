import { Group, Paper, Text } from "@mantine/core";
import type { ReactNode } from "react";

/** A part of the page with its own heading; a reader of the screen can jump to it. */
export function Section({
  title,
  action,
  forGood = false,
  children,
}: {
  readonly title: string;
  readonly action?: ReactNode;
  /** What is done here cannot be undone. */
  readonly forGood?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <Paper
      withBorder
      p="md"
      component="section"
      aria-label={title}
      className={forGood ? "for-good" : undefined}
    >
      <Group justify="space-between" mb="xs" gap="xs">
        <Text fw={700} component="h2">
          {title}
        </Text>
        {action}
      </Group>
      {children}
    </Paper>
  );
}
