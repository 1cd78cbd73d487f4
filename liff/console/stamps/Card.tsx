import { Alert, Badge, Button, Group, Slider, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { StampCardState } from "../../../shared/stamps/console.ts";
import { useSay } from "../language.tsx";
import { useForm } from "../parts/form/useForm.ts";
import { useTell } from "../parts/Notice.tsx";
import { Heading, Loaded, Trouble } from "../parts/States.tsx";
import { useLink, usePlace } from "../router.tsx";
import { useStaff } from "../session.tsx";
import { useWrongs, Watched } from "../wrong.tsx";
import { useStampCard, useStampWrites } from "./api.ts";
import { CardPreview } from "./CardPreview.tsx";
import { CardForm } from "./Form.tsx";
import { cardProblems } from "./problems.ts";
import { plainCard, statusColours, statusWords } from "./words.ts";

/** A card that is made. */
export function NewStampCard() {
  const say = useSay();
  return (
    <>
      <Heading
        from={["stamp-cards", say("スタンプカード", "Stamp cards")]}
        title={say("スタンプカードを作る", "Make a stamp card")}
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
  const { rights } = useStaff();
  const { move } = useStampWrites();
  const tell = useTell();
  const link = useLink();
  const say = useSay();
  const { cardId, status } = state;
  const [doing, undoing] =
    status === "stopped" ? (["resume", "stop"] as const) : (["stop", "resume"] as const);
  const moving = useMutation({
    mutationFn: () => move(cardId, doing),
    onSuccess: () =>
      tell(
        doing === "stop"
          ? say("停止しました。新しいスタンプは押されません", "Stopped: no more stamps are given")
          : say("再開しました", "It gives stamps again"),
        () => move(cardId, undoing),
      ),
  });
  const name = (state.draft ?? state.published)?.name.ja ?? "";
  return (
    <>
      <Heading from={["stamp-cards", say("スタンプカード", "Stamp cards")]} title={name}>
        <Badge size="lg" color={statusColours[status]} variant="light" tt="none">
          {say(...statusWords[status])}
        </Badge>
        {status !== "draft" && (
          <Button variant="default" component="a" {...link(`stamp-cards/${cardId}/results`)}>
            {say("結果を見る", "Results")}
          </Button>
        )}
        {status !== "draft" && rights.publish && (
          <Button variant="default" loading={moving.isPending} onClick={() => moving.mutate()}>
            {doing === "stop" ? say("停止する", "Stop") : say("再開する", "Resume")}
          </Button>
        )}
      </Heading>
      <Trouble error={moving.error} />
    </>
  );
}

function Editor({ state }: { readonly state: StampCardState | null }) {
  const { rights } = useStaff();
  const { go } = usePlace();
  const writes = useStampWrites();
  const tell = useTell();
  const say = useSay();
  const wrongs = useWrongs();
  const [count, setCount] = useState(3);
  const [shown, setShown] = useState(false);
  const initial = state?.draft ?? state?.published ?? plainCard;
  const form = useForm(`stamp-card:${state?.cardId ?? "new"}`, initial);
  const card = form.values;
  const problems = cardProblems(card);
  const wrong = (field: string): string | undefined => {
    const found = [...problems].find(
      ([at]) => at === field || (at.startsWith(`${field}.`) && field.includes("benefit")),
    );
    return shown && found !== undefined ? say(...found[1]) : undefined;
  };
  const save = async (): Promise<StampCardState> => {
    const saved =
      state === null
        ? await writes.make(card)
        : form.changed
          ? await writes.save(state.cardId, card, state.draftAtMs)
          : state;
    form.clear();
    return saved;
  };
  const keep = useMutation({
    mutationFn: save,
    onSuccess: (saved) => {
      tell(say("下書きを保存しました", "The draft is saved"));
      if (state === null) go(`stamp-cards/${saved.cardId}`);
    },
  });
  const issue = useMutation({
    mutationFn: async () => {
      const saved = await save();
      return saved.draftAtMs === null ? saved : writes.issue(saved.cardId, saved.draftAtMs);
    },
    onSuccess: (issued) => {
      tell(say("公開しました。会員証に表示されます", "Issued: members see it on their card"));
      if (state === null) go(`stamp-cards/${issued.cardId}`);
    },
  });
  const ready = problems.size === 0 && !wrongs.any;
  const press = (work: { mutate: () => void }) => (): void => {
    setShown(true);
    if (ready) work.mutate();
  };
  const waits = state === null || state.draft !== null || form.changed;
  return (
    <Group align="flex-start" gap="xl">
      <Stack flex="1 1 420px" maw="100%">
        <Watched by={wrongs}>
          <fieldset disabled={!rights.publish} className="bare">
            <CardForm
              card={card}
              set={form.set}
              wrong={wrong}
              fixed={state !== null && state.published !== null}
              cardId={state?.cardId ?? null}
            />
          </fieldset>
        </Watched>
        {shown && !ready && (
          <Alert
            color="red"
            role="alert"
            title={say("入力内容を確認してください", "Please check the fields above")}
          />
        )}
        <Trouble error={keep.error ?? issue.error} />
        {rights.publish && (
          <Group>
            <Button
              variant="default"
              loading={keep.isPending}
              disabled={state !== null && !form.changed}
              onClick={press(keep)}
            >
              {say("下書きを保存", "Save the draft")}
            </Button>
            <Button loading={issue.isPending} disabled={!waits} onClick={press(issue)}>
              {state?.published ? say("変更を公開する", "Issue the changes") : say("公開する", "Issue")}
            </Button>
            {form.changed && (
              <Button variant="subtle" color="gray" onClick={form.clear}>
                {say("入力を取り消す", "Discard")}
              </Button>
            )}
          </Group>
        )}
      </Stack>
      <Stack flex="0 1 360px" w="100%">
        <CardPreview card={card} count={count} />
        <div>
          <Text size="sm" id="preview-count">
            {say("見本のスタンプの数", "Stamps in the preview")}
          </Text>
          <Slider
            thumbLabel={say("見本のスタンプの数", "Stamps in the preview")}
            min={0}
            max={Math.min(50, Math.max(1, card.goal))}
            value={Math.min(count, card.goal)}
            onChange={setCount}
          />
        </div>
      </Stack>
    </Group>
  );
}
