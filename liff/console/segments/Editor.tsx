import { Alert, Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useRef, useState } from "react";
import type { SegmentView } from "../../../shared/segments/console.ts";
import type { Segment } from "../../../shared/segments/schema.ts";
import { ApiError, ask } from "../../api/client.ts";
import { newKey } from "../api.ts";
import { sentenceOf, useLanguage, useSay } from "../language.tsx";
import { useForm } from "../parts/form/useForm.ts";
import { useTell } from "../parts/Notice.tsx";
import { Trouble } from "../parts/States.tsx";
import { usePlace } from "../router.tsx";
import { segmentPath, useSegmentWrites } from "./api.ts";
import { useSentence } from "./names.ts";
import { isComplete } from "./problems.ts";
import { Sample } from "./Sample.tsx";
import { SegmentBuilder } from "./SegmentBuilder.tsx";

interface Values {
  readonly name: string;
  readonly tree: Segment;
}

/** Name and conditions, and who is in it. What is typed stays in this tab under `kept` until it is saved or thrown away. */
export function Editor({
  row,
  initial,
  kept,
}: {
  /** Null: it is being made. */
  readonly row: SegmentView | null;
  readonly initial: Values;
  readonly kept: string;
}) {
  const say = useSay();
  const { language } = useLanguage();
  const { values, set, changed, clear } = useForm<Values>(`segment:${kept}`, initial);
  const [isWrong, setWrong] = useState(false);
  const [tried, setTried] = useState(false);
  const [shown, setShown] = useState(false);
  const saving = useSaving(row, values, clear);
  const { error } = saving.save;
  const isNamed = values.name.trim() !== "";
  const isReady = isComplete(values.tree) && !isWrong;
  const isTaken = error instanceof ApiError && error.code === "segment.name_taken";
  const isStale = error instanceof ApiError && error.code === "segment.changed_meanwhile";
  const save = (): void => {
    setTried(true);
    if (isNamed && isReady) saving.save.mutate(null);
  };
  return (
    <Stack>
      <TextInput
        label={say("名前", "Name")}
        description={say(
          "配信や自動配信で選ぶときの名前です",
          "By which campaigns and automations choose it",
        )}
        maxLength={60}
        w={420}
        maw="100%"
        required
        value={values.name}
        error={
          tried && !isNamed
            ? say("名前を入力してください", "Please enter a name")
            : isTaken
              ? sentenceOf("segment.name_taken", language)
              : undefined
        }
        onChange={({ currentTarget }) => set({ name: currentTarget.value })}
      />
      <SegmentBuilder tree={values.tree} onChange={(tree) => set({ tree })} onWrong={setWrong} />
      {tried && !isReady && (
        <Alert color="orange" role="alert">
          {say("入力が終わっていない条件があります。", "Some conditions are not filled in yet.")}
        </Alert>
      )}
      {isStale && row !== null ? (
        <Stale row={row} onOver={(version) => saving.save.mutate(version)} />
      ) : (
        !isTaken && <Trouble error={error} />
      )}
      <Group>
        <Button onClick={save} loading={saving.save.isPending} disabled={row !== null && !changed}>
          {say("保存する", "Save")}
        </Button>
        <Button
          variant="default"
          aria-expanded={shown}
          disabled={!isReady}
          onClick={() => setShown((now) => !now)}
        >
          {shown ? say("会員の例を閉じる", "Hide the members") : say("会員の例を見る", "See some members")}
        </Button>
        {changed && (
          <Button variant="subtle" color="gray" onClick={saving.discard}>
            {say("入力を取り消す", "Discard")}
          </Button>
        )}
      </Group>
      {shown && isReady && <Sample tree={values.tree} />}
    </Stack>
  );
}

function useSaving(row: SegmentView | null, values: Values, clear: () => void) {
  const { go } = usePlace();
  const writes = useSegmentWrites();
  const tell = useTell();
  const say = useSay();
  /** Of the one that is being made: saved again after silence, it is made once. */
  const newId = useRef(newKey());
  const save = useMutation({
    /** `over`: the version that somebody else made meanwhile, and that is to be replaced knowingly. */
    mutationFn: (over: number | null) =>
      row === null
        ? writes.make(newId.current, values.name.trim(), values.tree)
        : writes.change(row.segmentId, values.name.trim(), values.tree, over ?? row.version),
    onSuccess: ({ segmentId, version }, over) => {
      clear();
      go(`segments/${segmentId}`);
      if (row === null || over !== null) {
        tell(say("保存しました", "Saved"));
        return;
      }
      tell(say("変更を保存しました", "The changes are saved"), () =>
        writes.change(segmentId, row.name, row.tree, version),
      );
    },
  });
  return { save, discard: clear };
}

/** Somebody else was first: what theirs says stands there before one's own replaces it. */
function Stale({ row, onOver }: { readonly row: SegmentView; readonly onOver: (version: number) => void }) {
  const say = useSay();
  const latest = useMutation({ mutationFn: () => ask<SegmentView>(segmentPath(row.segmentId)) });
  const sentence = useSentence(latest.data === undefined ? [] : [latest.data.tree]);
  return (
    <Alert
      color="orange"
      role="alert"
      title={say("ほかの人が先に変更しました", "Somebody else changed it first")}
    >
      {latest.data === undefined ? (
        <Button variant="default" loading={latest.isPending} onClick={() => latest.mutate()}>
          {say("変更後の内容を見る", "See what they made of it")}
        </Button>
      ) : (
        <Stack gap="sm">
          <Text size="sm">
            「{latest.data.name}」 {sentence(latest.data.tree)}
          </Text>
          <Button
            w="fit-content"
            variant="default"
            onClick={() => latest.data !== undefined && onOver(latest.data.version)}
          >
            {say("自分の内容で上書きする", "Replace it with mine")}
          </Button>
        </Stack>
      )}
      <Trouble error={latest.error} />
    </Alert>
  );
}
