import { useMutation } from "@tanstack/react-query";
import { useRef, useState } from "react";
import type { CampaignState } from "../../../../shared/campaigns/console.ts";
import { timeAt } from "../../../../shared/dates.ts";
import { newKey } from "../../api.ts";
import { useSay } from "../../language.tsx";
import { useForm } from "../../parts/form/useForm.ts";
import { useTell } from "../../parts/Notice.tsx";
import { usePlace } from "../../router.tsx";
import { useStaff } from "../../session.tsx";
import { useWrongs } from "../../wrong.tsx";
import { useCampaignWrites } from "../api.ts";
import { type Draft, documentOf } from "../draft.ts";
import { problemsOf } from "./problems.ts";

/**
 * A campaign as it is being written: its values, what is wrong with them, and how it is kept. What is typed stays in this tab
 * under `kept` until it is saved, or thrown away.
 */
export function useEditor(state: CampaignState | null, initial: Draft, kept: string) {
  const { go } = usePlace();
  const { businessDate, timeZone, serverTimeMs } = useStaff();
  const writes = useCampaignWrites();
  const tell = useTell();
  const say = useSay();
  const wrongs = useWrongs();
  const form = useForm<Draft>(`campaign:${kept}`, initial);
  const [tried, setTried] = useState(false);
  const [wrongTree, setWrongTree] = useState(false);
  /** Of the one that is being made: saved again after silence, it is made once. */
  const key = useRef(newKey());
  const problems = problemsOf(form.values, { todayOn: businessDate, time: timeAt(serverTimeMs, timeZone) });
  const isTreeWrong = wrongTree && form.values.audience.kind === "tree";
  const ready = problems.size === 0 && !wrongs.any && !isTreeWrong;
  const save = useMutation({
    mutationFn: async () => {
      const document = documentOf(form.values);
      if (state === null) return writes.make(document, key.current);
      return (await writes.save(state.campaignId, document, state.version)).campaignId;
    },
    onSuccess: (campaignId) => {
      form.clear();
      go(`campaigns/${campaignId}`);
      tell(say("保存しました。まだ送っていません", "Saved. Nothing is sent yet"));
    },
  });
  const press = (work: () => void): void => {
    setTried(true);
    if (ready) work();
    else focusFirstWrong();
  };
  const wrong = (field: string): string | undefined => {
    const found = problems.get(field);
    return found !== undefined && (tried || found.atOnce) ? say(...found.words) : undefined;
  };
  const set = (change: Partial<Draft>): void => {
    // Another document is another write.
    key.current = newKey();
    form.set(change);
  };
  const discard = (): void => {
    const typed = form.values;
    form.clear();
    wrongs.clear();
    setTried(false);
    tell(say("入力を取り消しました", "What was typed is gone"), async () => form.set(typed));
  };
  return {
    form,
    set,
    wrongs,
    problems,
    isTreeWrong,
    setWrongTree,
    ready,
    tried,
    save,
    press,
    wrong,
    discard,
  };
}

/** The words stand beside their fields once this is drawn. */
function focusFirstWrong(): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>("#content [aria-invalid=true]")?.focus());
}

export type Editing = ReturnType<typeof useEditor>;
