import { Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";

/** An empty screen that teaches: what this is, what to do first, and the button that does it. */
export function Teach({
  title,
  children,
  action,
}: {
  readonly title: string;
  readonly children: ReactNode;
  readonly action?: ReactNode;
}) {
  return (
    <Stack align="center" gap="sm" py={40} px="md" ta="center">
      <Title order={2}>{title}</Title>
      <Text c="dimmed" maw={460}>
        {children}
      </Text>
      {action}
    </Stack>
  );
}
