import { Badge, Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import type { StampCardState } from "../../../shared/stamps/console.ts";
import { useSay } from "../language.tsx";
import { useTell } from "../parts/Notice.tsx";
import { Heading, Loaded, Trouble } from "../parts/States.tsx";
import { useLink } from "../router.tsx";
import { useStaff } from "../session.tsx";
import { useStampCard, useStampWrites } from "./api.ts";
import { Editor } from "./Editor.tsx";
import { statusColours, statusWords } from "./words.ts";

/** A card that is made. */
export function NewStampCard() {
  const say = useSay();
  return (
    <>
      <Heading
        from={["stamp-cards", say("スタンプカード", "Stamp cards")]}
        title={say("スタンプカードを作る", "Make a stamp card")}
        about={say(
          "下書きのうちは会員に見えません。公開すると、次のお会計からスタンプがたまります。",
          "Members do not see a draft. Once it is issued, sales give stamps.",
        )}
      />
      <Editor state={null} />
    </>
  );
}

/** A card that is changed, issued or stopped. */
export function StampCardScreen({ cardId }: { readonly cardId: string }) {
  const found = useStampCard(cardId);
  return (
    <Loaded query={found}>
      {(state) => (
        <>
          <CardHeading state={state} />
          <Editor key={`${state.version} ${state.draftAtMs}`} state={state} />
        </>
      )}
    </Loaded>
  );
}

function CardHeading({ state }: { readonly state: StampCardState }) {
  const link = useLink();
  const say = useSay();
  const { cardId, status } = state;
  const { ja = "", en = "" } = (state.published ?? state.draft)?.name ?? {};
  return (
    <Heading from={["stamp-cards", say("スタンプカード", "Stamp cards")]} title={say(ja, en || ja)}>
      <Badge size="lg" color={statusColours[status]} variant="light" tt="none">
        {say(...statusWords[status])}
      </Badge>
      {status !== "draft" && (
        <Button variant="default" component="a" {...link(`stamp-cards/${cardId}/results`)}>
          {say("結果を見る", "Results")}
        </Button>
      )}
      {status !== "draft" && <Stopping state={state} />}
    </Heading>
  );
}

function Stopping({ state: { cardId, status } }: { readonly state: StampCardState }) {
  const { rights } = useStaff();
  const { move } = useStampWrites();
  const tell = useTell();
  const say = useSay();
  const next = status === "stopped" ? "resume" : "stop";
  // By then the card has moved, and what is next is the other.
  const moving = useMutation({
    mutationFn: (to: "stop" | "resume") => move(cardId, to),
    onSuccess: (_, done) =>
      tell(
        done === "stop"
          ? say("停止しました。新しいスタンプは押されません", "Stopped: no more stamps are given")
          : say("再開しました", "It gives stamps again"),
        () => move(cardId, done === "stop" ? "resume" : "stop"),
      ),
  });
  if (!rights.publish) return null;
  return (
    <>
      <Button variant="default" loading={moving.isPending} onClick={() => moving.mutate(next)}>
        {next === "stop" ? say("停止する", "Stop") : say("再開する", "Resume")}
      </Button>
      <Trouble error={moving.error} />
    </>
  );
}
