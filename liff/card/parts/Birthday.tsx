import { useSignal } from "@preact/signals";
import { ApiError } from "../../api/client.ts";
import { dateInWords } from "../formats.ts";
import { useCard } from "../use-card.ts";
import { language, words } from "../words.ts";

const monthDays = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** The birthday as it was told; or the question, why it is asked, and that it is answered once. */
export function Birthday({ told }: { readonly told: string | null }) {
  const { birthday } = words.value.settings;
  return (
    <section class="panel birthday">
      <h2 class="panel-title">{birthday.title}</h2>
      {told === null ? <Question /> : <p>{inWords(told)}</p>}
    </section>
  );
}

function Question() {
  const { app } = useCard();
  const [month, day] = [useSignal(0), useSignal(0)];
  const state = useSignal<"asking" | "saving">("asking");
  const trouble = useSignal("");
  const { birthday } = words.value.settings;
  const days = monthDays[month.value - 1] ?? 31;
  const chosen = month.value > 0 && day.value > 0 && day.value <= days;
  const text = `${two(month.value)}-${two(day.value)}`;
  const save = async (): Promise<void> => {
    state.value = "saving";
    trouble.value = "";
    try {
      await app.tellBirthday(text);
    } catch (error) {
      state.value = "asking";
      const told = error instanceof ApiError && error.code === "member.birthday_set";
      trouble.value = told ? birthday.already : birthday.failed;
    }
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (chosen && state.value === "asking") void save();
      }}
    >
      <p>{birthday.why}</p>
      <p class="birthday-once" id="birthday-once">
        {birthday.once}
      </p>
      <div class="birthday-fields">
        <Choice name={birthday.month} of={12} chosen={month} say={birthday.monthOf} />
        <Choice name={birthday.day} of={days} chosen={day} say={birthday.dayOf} />
      </div>
      {trouble.value !== "" && (
        <p class="notice bad" role="alert">
          {trouble.value}
        </p>
      )}
      <button
        type="submit"
        class="button second wide"
        disabled={!chosen || state.value === "saving"}
        aria-describedby="birthday-once"
      >
        {state.value === "saving" ? birthday.saving : chosen ? birthday.saveAs(inWords(text)) : birthday.save}
      </button>
    </form>
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
