import { Alert, Button, Group, Skeleton, Stack, Text, Title } from "@mantine/core";
import type { UseQueryResult } from "@tanstack/react-query";
import { type ReactNode, useEffect } from "react";
import { grouped } from "../../../shared/points/programme/words.ts";
import { ApiError } from "../../api/client.ts";
import { sentenceOf, useLanguage, useSay } from "../language.tsx";
import { useSigning } from "../session.tsx";
import { To } from "./To.tsx";

/** The heading of a screen, what it is for, and what can be done with it. */
export function Heading({
  title,
  about,
  from,
  children,
}: {
  readonly title: string;
  readonly about?: string;
  /** The list that this was opened from: a way back, above the title. */
  readonly from?: readonly [to: string, label: string];
  readonly children?: ReactNode;
}) {
  const say = useSay();
  return (
    <Group justify="space-between" align="flex-start" gap="md">
      <Stack gap={4} flex="1 1 260px">
        {from !== undefined && (
          <nav className="trail" aria-label={say("現在の場所", "Where you are")}>
            <To to={from[0]}>{from[1]}</To> <span aria-hidden="true">›</span>
          </nav>
        )}
        <Title order={1}>{title}</Title>
        {about !== undefined && (
          <Text c="dimmed" size="sm">
            {about}
          </Text>
        )}
      </Stack>
      <Group gap="sm">{children}</Group>
    </Group>
  );
}

/** What a question answered; until then that it is asked, and otherwise why there is no answer. */
export function Loaded<Answer>({
  query,
  children,
}: {
  readonly query: UseQueryResult<Answer>;
  readonly children: (answer: Answer) => ReactNode;
}) {
  const { note } = useSigning();
  const say = useSay();
  useEffect(() => {
    if (query.error !== null) note(query.error);
  }, [query.error, note]);
  if (query.data !== undefined) return children(query.data);
  if (query.error !== null) {
    return (
      <Trouble error={query.error}>
        <Button variant="default" onClick={() => void query.refetch()} mt="sm">
          {say("もう一度", "Try again")}
        </Button>
      </Trouble>
    );
  }
  return (
    <Stack role="status" aria-label={say("読み込み中", "Loading")}>
      <Skeleton h={28} w={220} />
      <Skeleton h={88} />
      <Skeleton h={88} />
    </Stack>
  );
}

export function Trouble({ error, children }: { readonly error: unknown; readonly children?: ReactNode }) {
  const { language } = useLanguage();
  const say = useSay();
  if (error === null || error === undefined) return null;
  const words =
    error instanceof ApiError
      ? sentenceOf(error.code, language)
      : say("通信できません。接続を確認してください", "No answer. Please check the network");
  const most =
    error instanceof ApiError && error.code === "points.not_enough" ? error.details.balance : undefined;
  return (
    <Alert color="red" role="alert" title={words}>
      {typeof most === "number" && (
        <Text size="sm">
          {say(`引けるのは${grouped(most)}Pまでです。`, `${grouped(most)} points can be taken at the most.`)}
        </Text>
      )}
      {error instanceof ApiError && error.requestId !== "" && (
        <Text size="xs" c="dimmed">
          {say("お問い合わせ番号", "Reference")} {error.requestId}
        </Text>
      )}
      {children}
    </Alert>
  );
}

export function Empty({ children }: { readonly children: ReactNode }) {
  return (
    <Text c="dimmed" ta="center" py="xl">
      {children}
    </Text>
  );
}
