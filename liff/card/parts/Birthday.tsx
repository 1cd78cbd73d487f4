import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { ApiError } from "../../api/client.ts";
import { dateInWords } from "../formats.ts";
import { useCard } from "../use-card.ts";
import { language, words } from "../words.ts";

const monthDays = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

interface BirthdayProps {
  /** `MM-DD`; null where it was not told. */
  readonly told: string | null;
  /** Whether the shop gives points for it. */
  readonly forPoints: boolean;
}

/** The birthday as it was told; or the question, why it is asked, and that it is answered once. */
export function Birthday({ told, forPoints }: BirthdayProps) {
  const { birthday } = words.value.settings;
  return (
    <section class="panel birthday">
      <h2 class="panel-title">{birthday.title}</h2>
      {told === null ? (
        <Question why={forPoints ? birthday.why : birthday.whyWithout} />
      ) : (
        <p>{inWords(told)}</p>
      )}
    </section>
  );
}

function Question({ why }: { readonly why: string }) {
  const [month, day] = [useSignal(0), useSignal(0)];
  const asksAgain = useSignal(false);
  const { birthday } = words.value.settings;
  const days = monthDays[month.value - 1] ?? 31;
  const chosen = month.value > 0 && day.value > 0 && day.value <= days;
  if (asksAgain.value) {
    return <Sure told={`${two(month.value)}-${two(day.value)}`} onChange={() => (asksAgain.value = false)} />;
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (chosen) asksAgain.value = true;
      }}
    >
      <p>{why}</p>
      <p class="birthday-once" id="birthday-once">
        {birthday.once}
      </p>
      <div class="birthday-fields">
        <Choice name={birthday.month} of={12} chosen={month} say={birthday.monthOf} />
        <Choice name={birthday.day} of={days} chosen={day} say={birthday.dayOf} />
      </div>
      <button type="submit" class="button second wide" disabled={!chosen} aria-describedby="birthday-once">
        {birthday.next}
      </button>
    </form>
  );
}

interface SureProps {
  readonly told: string;
  readonly onChange: () => void;
}

/** It cannot be taken back, so the day is read out once more. */
function Sure({ told, onChange }: SureProps) {
  const { app } = useCard();
  const question = useRef<HTMLParagraphElement>(null);
  const saving = useSignal(false);
  const trouble = useSignal("");
  const { birthday } = words.value.settings;
  useEffect(() => question.current?.focus(), []);
  const save = async (): Promise<void> => {
    saving.value = true;
    trouble.value = "";
    try {
      await app.tellBirthday(told);
    } catch (error) {
      saving.value = false;
      const another = error instanceof ApiError && error.code === "member.birthday_set";
      trouble.value = another ? birthday.already : birthday.failed;
    }
  };
  return (
    <div>
      <p class="birthday-sure" ref={question} tabIndex={-1}>
        {birthday.sure(inWords(told))}
      </p>
      <p class="birthday-once">{birthday.once}</p>
      {trouble.value !== "" && (
        <p class="notice bad" role="alert">
          {trouble.value}
        </p>
      )}
      <div class="birthday-buttons">
        <button type="button" class="button second" disabled={saving.value} onClick={onChange}>
          {birthday.change}
        </button>
        <button type="button" class="button" disabled={saving.value} onClick={() => void save()}>
          {saving.value ? birthday.saving : birthday.save}
        </button>
      </div>
    </div>
  );
}

interface ChoiceProps {
  readonly name: string;
  readonly of: number;
  readonly chosen: { value: number };
  readonly say: (value: number) => string;
}

function Choice({ name, of, chosen, say }: ChoiceProps) {
  return (
    <select
      aria-label={name}
      value={String(chosen.value)}
      onChange={(event) => {
        chosen.value = Number(event.currentTarget.value);
      }}
    >
      <option value="0">{name}</option>
      {Array.from({ length: of }, (_, index) => (
        <option key={index} value={String(index + 1)}>
          {say(index + 1)}
        </option>
      ))}
    </select>
  );
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}

/** `MM-DD` in words; the year, a leap one, is not said. */
function inWords(told: string): string {
  return dateInWords(`2028-${told}`, language.value, 2028);
}
