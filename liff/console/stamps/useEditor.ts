import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { StampCardState } from "../../../shared/stamps/console.ts";
import type { StampCard } from "../../../shared/stamps/schema.ts";
import { ApiError } from "../../api/client.ts";
import { sentenceOf, useLanguage, useSay } from "../language.tsx";
import { useForm } from "../parts/form/useForm.ts";
import { useTell } from "../parts/Notice.tsx";
import { usePlace } from "../router.tsx";
import { useWrongs } from "../wrong.tsx";
import { useStampWrites } from "./api.ts";
import { cardProblems } from "./problems.ts";
import { plainCard } from "./words.ts";

/** A card as it is being written: its values, what is wrong with them, and what can be done with it. */
export function useEditor(state: StampCardState | null) {
  const writes = useStampWrites();
  const { go } = usePlace();
  const tell = useTell();
  const say = useSay();
  const wrongs = useWrongs();
  const form = useForm(`stamp-card:${state?.cardId ?? "new"}`, state?.draft ?? state?.published ?? plainCard);
  const problems = cardProblems(form.values);
  const ready = problems.size === 0 && !wrongs.any;
  const save = async (): Promise<StampCardState> => {
    const saved =
      state === null
        ? await writes.make(form.values)
        : form.changed
          ? await writes.save(state.cardId, form.values, state.draftAtMs)
          : state;
    form.clear();
    return saved;
  };
  const keep = useMutation({
    mutationFn: save,
    onSuccess: ({ cardId }) => {
      tell(say("下書きを保存しました", "The draft is saved"));
      if (state === null) go(`stamp-cards/${cardId}`);
    },
  });
  const issue = useMutation({
    /** What was in force before: it is what an undo issues again, of a first issue it is to stop. */
    mutationFn: async (_before: StampCard | null) => {
      const saved = await save();
      return saved.draftAtMs === null ? saved : writes.issue(saved.cardId, saved.draftAtMs);
    },
    onSuccess: ({ cardId }, before) => {
      const undo =
        before === null
          ? () => writes.move(cardId, "stop")
          : async () => {
              const { draftAtMs } = await writes.save(cardId, before, null);
              return writes.issue(cardId, draftAtMs ?? 0);
            };
      tell(say("公開しました。会員証に表示されます", "Issued: members see it on their card"), undo);
      if (state === null) go(`stamp-cards/${cardId}`);
    },
  });
  const told = useProblems(problems, keep.error ?? issue.error);
  const press = (work: () => void) => (): void => {
    told.show();
    if (ready) work();
    else focusFirstWrong();
  };
  return { form, wrongs, ready, keep, issue, told, press };
}

/** The words stand beside their fields once this is drawn. */
function focusFirstWrong(): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>("#content [aria-invalid=true]")?.focus());
}

/** Problems are told once somebody tried to save; what the server says stands beside its field as well. */
function useProblems(problems: ReturnType<typeof cardProblems>, error: unknown) {
  const [shown, setShown] = useState(false);
  const { language } = useLanguage();
  const say = useSay();
  const details = error instanceof ApiError ? error.details.field : undefined;
  const refused = typeof details === "string" ? details : null;
  const wrong = (field: string): string | undefined => {
    const found = [...problems].find(
      ([at]) => at === field || (field.endsWith(".benefit") && at.startsWith(`${field}.`)),
    );
    if (shown && found !== undefined) return say(...found[1]);
    const isHere = refused !== null && (field === refused || field.startsWith(`${refused}.`));
    return isHere && error instanceof ApiError ? sentenceOf(error.code, language) : undefined;
  };
  return { shown, show: () => setShown(true), wrong, error };
}
