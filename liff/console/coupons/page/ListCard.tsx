import { Badge, Button, Group, Paper, Progress, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import type { CouponListIssue, ListStatus } from "../../../../shared/coupons/console.ts";
import { grouped } from "../../../../shared/points/programme/words.ts";
import { counted, momentOf, useSay } from "../../language.tsx";
import { useTell } from "../../parts/Notice.tsx";
import { Trouble } from "../../parts/States.tsx";
import type { Words } from "../../screen.ts";
import { useStaff } from "../../session.tsx";
import { usePageWrites } from "./api.ts";

const statuses: Readonly<Record<ListStatus, Words>> = {
  checked: ["確認済み・まだ渡していません", "Checked, not given"],
  giving: ["渡しています", "Being given"],
  given: ["渡し終えました", "Given"],
  stopped: ["停止中", "Stopped"],
};
const colours: Readonly<Record<ListStatus, string>> = {
  checked: "yellow",
  giving: "blue",
  given: "green",
  stopped: "red",
};

/** One list: whom it found, how far it is given, and the buttons that give and stop. */
export function ListCard({ couponId, list }: { readonly couponId: string; readonly list: CouponListIssue }) {
  const { timeZone } = useStaff();
  const say = useSay();
  const { status, found, given, passedOver } = list;
  const done = given + passedOver;
  return (
    <Paper withBorder p="md" component="article">
      <Stack gap="xs">
        <Group gap="sm">
          <Text fw={700} className="numbers">
            {say(`${grouped(found)}人`, counted(found, "member"))}
          </Text>
          <Badge variant="light" tt="none" color={colours[status]}>
            {say(...statuses[status])}
          </Badge>
          <Text size="sm" c="dimmed" className="numbers">
            {momentOf(list.madeAtMs, timeZone)}
          </Text>
        </Group>
        <Found list={list} />
        {status !== "checked" && (
          <>
            <Progress
              value={found === 0 ? 100 : (100 * done) / found}
              aria-label={say("進み具合", "Progress")}
            />
            <Text size="sm" role="status" className="numbers">
              {say(
                `${grouped(found)}人中 ${grouped(given)}人に渡しました`,
                `${grouped(given)} of ${grouped(found)} given`,
              )}
              {passedOver > 0 &&
                say(
                  `(${grouped(passedOver)}人は退会・枚数切れ・受取済みのため渡していません)`,
                  `; ${grouped(passedOver)} had left, had it already, or came after the last one`,
                )}
            </Text>
          </>
        )}
        <Doing couponId={couponId} list={list} />
      </Stack>
    </Paper>
  );
}

function Found({ list: { unknown, unknownSome, left, repeated } }: { readonly list: CouponListIssue }) {
  const say = useSay();
  return (
    <>
      {unknown > 0 && (
        <Text size="sm">
          {say(
            `会員が見つからない番号が${grouped(unknown)}件: ${unknownSome.slice(0, 5).join("、")}${unknown > 5 ? " ほか" : ""}`,
            `${counted(unknown, "number")} of no member: ${unknownSome.slice(0, 5).join(", ")}${unknown > 5 ? " …" : ""}`,
          )}
        </Text>
      )}
      {left > 0 && (
        <Text size="sm">
          {say(`退会した会員が${grouped(left)}人`, `${counted(left, "member")} who left`)}
        </Text>
      )}
      {repeated > 0 && (
        <Text size="sm">
          {say(
            `同じ番号が${grouped(repeated)}件(1回と数えます)`,
            `${grouped(repeated)} repeated, counted once`,
          )}
        </Text>
      )}
    </>
  );
}

function Doing({ couponId, list }: { readonly couponId: string; readonly list: CouponListIssue }) {
  const { moveList } = usePageWrites(couponId);
  const { rights } = useStaff();
  const tell = useTell();
  const say = useSay();
  const { listId, status, found } = list;
  const stops = status === "giving";
  const work = useMutation({
    mutationFn: (to: "stop" | "give") => moveList(listId, to),
    // By then the list stands otherwise: what was done is told by what was asked.
    onSuccess: (_, to) =>
      to === "stop"
        ? tell(say("渡すのを止めました", "Stopped"), () => moveList(listId, "give"))
        : tell(say("渡しはじめました。画面を閉じても続きます", "It goes on when you close this page"), () =>
            moveList(listId, "stop"),
          ),
  });
  if (!rights.publish || status === "given") return null;
  return (
    <>
      <Button
        w="fit-content"
        variant={stops ? "default" : "filled"}
        loading={work.isPending}
        onClick={() => work.mutate(stops ? "stop" : "give")}
      >
        {stops
          ? say("止める", "Stop")
          : status === "stopped"
            ? say("続きから渡す", "Go on")
            : say(`${grouped(found)}人に渡す`, `Give it to ${counted(found, "member")}`)}
      </Button>
      {stops && (
        <Text size="sm" c="dimmed">
          {say("止めても、渡した分はそのままです。", "Who has got it keeps it.")}
        </Text>
      )}
      <Trouble error={work.error} />
    </>
  );
}
