import { useMutation } from "@tanstack/react-query";
import { useRef, useState } from "react";
import type { CouponState } from "../../../../shared/coupons/console.ts";
import type { Coupon } from "../../../../shared/coupons/schema.ts";
import { ApiError } from "../../../api/client.ts";
import { fieldsOf, newKey } from "../../api.ts";
import { useSay } from "../../language.tsx";
import { useForm } from "../../parts/form/useForm.ts";
import { useTell } from "../../parts/Notice.tsx";
import { usePlace } from "../../router.tsx";
import { useStaff } from "../../session.tsx";
import { useWrongs } from "../../wrong.tsx";
import { useCouponWrites } from "../api.ts";
import { problemAt, problemsOf } from "./problems.ts";

/**
 * A coupon as it is being written: its values, what is wrong with them, and how it is kept. What is typed stays in this tab
 * until it is saved as a draft on the server, or thrown away.
 */
export function useEditor(state: CouponState | null, initial: Coupon, kept: string) {
  const { businessDate } = useStaff();
  const { go } = usePlace();
  const writes = useCouponWrites();
  const tell = useTell();
  const say = useSay();
  const wrongs = useWrongs();
  const form = useForm(`coupon:${kept}`, initial);
  const [tried, setTried] = useState(false);
  const keyOf = useKeyOf();
  const problems = problemsOf(form.values, state?.published ?? null, businessDate);
  const ready = problems.length === 0 && !wrongs.any;
  const save = useMutation({
    mutationFn: () =>
      state === null
        ? writes.make(form.values, keyOf(form.values))
        : writes.save(state.couponId, form.values, state.draftAtMs),
    onSuccess: ({ couponId }) => {
      form.clear();
      tell(say("下書きを保存しました", "The draft is saved"));
      go(`coupons/${couponId}`);
    },
  });
  const press = (): void => {
    setTried(true);
    if (ready) save.mutate();
    else focusFirstWrong();
  };
  const wrong = (field: string): string | undefined => {
    const found = problemAt(problems, field, tried);
    if (found !== undefined) return say(...found.words);
    const refused = save.error instanceof ApiError && field in fieldsOf(save.error);
    return refused ? say("入力内容を確認してください", "Please check this field") : undefined;
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

/** One key for one document: pressed again after silence, the server finds the first; changed since, it is another. */
function useKeyOf(): (coupon: Coupon) => string {
  const last = useRef({ text: "", key: "" });
  return (coupon) => {
    const text = JSON.stringify(coupon);
    if (text !== last.current.text) last.current = { text, key: newKey() };
    return last.current.key;
  };
}

export type Editing = ReturnType<typeof useEditor>;

/** The words stand beside their fields once this is drawn. */
function focusFirstWrong(): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>("#content [aria-invalid=true]")?.focus());
}
