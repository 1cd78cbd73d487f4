/** What a date and time picker action shows; the answer goes back as a postback. */
import { useEffect, useRef } from "preact/hooks";
import { type Json, oneOf, text } from "../../../liff/ui/line/read.ts";
import { sendPicked } from "./actions.ts";
import { borrowFocus } from "./focus.ts";
import { type Picking, picking } from "./store.ts";
import { words } from "./words.ts";

export function DatePicker({ picked }: { picked: Picking }) {
  const { action } = picked;
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => borrowFocus(field.current, picked.opener), [picked]);
  const mode = oneOf(action.mode, ["time", "datetime"]) ?? "date";
  const name = text(action, "label") ?? words.value.pick;
  return (
    <div class="sheet picker" role="dialog" aria-label={name}>
      <div class="sheet-shade" aria-hidden="true" onClick={cancel} />
      <form
        class="picker-body"
        onSubmit={(event) => {
          event.preventDefault();
          const chosen = field.current?.value ?? "";
          picking.value = null;
          void sendPicked(action, chosen);
        }}
        onKeyDown={(event) => {
          if (event.key === "Escape") cancel();
        }}
      >
        <label>
          <strong>{name}</strong>
          <input
            ref={field}
            type={mode === "datetime" ? "datetime-local" : mode}
            required
            defaultValue={asField(action, "initial")}
            min={asField(action, "min")}
            max={asField(action, "max")}
          />
        </label>
        <div class="buttons">
          <button type="button" class="secondary" onClick={cancel}>
            {words.value.cancel}
          </button>
          <button type="submit" class="primary">
            {words.value.send}
          </button>
        </div>
      </form>
    </div>
  );
}

function cancel(): void {
  picking.value = null;
}

/** LINE writes the `t` of a date and time small as well as large; the browser's field knows the large one. */
function asField(action: Json, key: string): string {
  return (text(action, key) ?? "").replace("t", "T");
}
