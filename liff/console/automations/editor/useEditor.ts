import { useMutation } from "@tanstack/react-query";
import { useRef, useState } from "react";
import type { Automation, AutomationRow } from "../../../../shared/automations/schema.ts";
import { ApiError } from "../../../api/client.ts";
import { newKey } from "../../api.ts";
import { sentenceOf, useLanguage, useSay } from "../../language.tsx";
import { useForm } from "../../parts/form/useForm.ts";
import { useTell } from "../../parts/Notice.tsx";
import { usePlace } from "../../router.tsx";
import { useWrongs } from "../../wrong.tsx";
import { useAutomationWrites } from "../api.ts";
import { problemsOf, withEnglish, withoutRepeats } from "./problems.ts";

/**
 * An automation as it is being written: its values, what is wrong with them, and how it is kept. What is typed stays in this
 * tab under `kept` until it is saved, or thrown away.
 */
export function useEditor(row: AutomationRow | null, initial: Automation, kept: string) {
  const { go } = usePlace();
  const { language } = useLanguage();
  const writes = useAutomationWrites();
  const tell = useTell();
  const say = useSay();
  const wrongs = useWrongs();
  const form = useForm<Automation>(`automation:${kept}`, withoutRepeats(initial));
  const [tried, setTried] = useState(false);
  /** Of the one that is being made: saved again after silence, it is made once. */
  const newId = useRef(newKey());
  const problems = problemsOf(form.values);
  const ready = problems.size === 0 && !wrongs.any;
  const save = useMutation({
    mutationFn: () => {
      const automation = withEnglish(form.values);
      return row === null
        ? writes.make(newId.current, automation)
        : writes.change(row.automationId, row.version, automation);
    },
    onSuccess: ({ automationId, version }) => {
      form.clear();
      go(`automations/${automationId}`);
      if (row === null) {
        tell(say("保存しました。スイッチを入れると始まります", "Saved. The switch starts it"));
      } else {
        const before = row.automation;
        tell(say("変更を保存しました", "The changes are saved"), () =>
          writes.change(automationId, version, before),
        );
      }
    },
  });
  const press = (work: () => void): void => {
    setTried(true);
    if (ready) work();
    else focusFirstWrong();
  };
  const wrong = (field: string): string | undefined => {
    const found = problems.get(field);
    // A blank that stands for nothing is told as it is typed: it is seen in the preview too.
    if (found !== undefined && (tried || field.startsWith("words.") || field === "trigger.daysBefore")) {
      const isOnlyEmpty = field === "words.ja.title" && form.values.words.ja.title.trim() === "";
      if (tried || !isOnlyEmpty) return say(...found);
    }
    const { error } = save;
    const code = error instanceof ApiError ? error.code : null;
    return code !== null && refusedField.get(code) === field ? sentenceOf(code, language) : undefined;
  };
  const forget = (part: string): void => {
    for (const field of Object.keys(wrongs.wrongs)) if (field.startsWith(part)) wrongs.note(field, null);
  };
  const discard = (): void => {
    const typed = form.values;
    form.clear();
    wrongs.clear();
    setTried(false);
    tell(say("入力を取り消しました", "What was typed is gone"), async () => form.set(typed));
  };
  return { form, wrongs, ready, tried, save, press, wrong, forget, discard };
}

/** What the server refuses of one field is said beside it. */
const refusedField: ReadonlyMap<string, string> = new Map([
  ["automations.coupon_not_given", "couponId"],
  ["automations.segment_unknown", "segmentId"],
]);

/** The words stand beside their fields once this is drawn. */
function focusFirstWrong(): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>("#content [aria-invalid=true]")?.focus());
}

export type Editing = ReturnType<typeof useEditor>;
