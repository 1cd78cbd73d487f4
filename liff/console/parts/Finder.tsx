import { TextInput } from "@mantine/core";
import { useDebouncedValue, useHotkeys } from "@mantine/hooks";
import { type KeyboardEvent, useId, useRef, useState } from "react";
import { useMembers } from "../api.ts";
import { useSay } from "../language.tsx";
import { usePlace } from "../router.tsx";
import { numberOf } from "./member-number.ts";

const shown = 8;

/** A member from anywhere: `/` or Ctrl+K, a number or a name, the arrows and Enter. */
export function Finder() {
  const say = useSay();
  const { go } = usePlace();
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const [open, setOpen] = useState(false);
  const [asked] = useDebouncedValue(text.trim(), 200);
  const answer = useMembers(asked, asked !== "");
  const focus = (): void => {
    field.current?.focus();
    field.current?.select();
  };
  useHotkeys([["/", focus]]);
  useHotkeys([["mod+K", focus]], []);
  const found = asked === "" || text.trim() === "" ? [] : (answer.data?.members ?? []).slice(0, shown);
  const listed = open && text.trim() !== "";
  const choose = (memberId: string | undefined): void => {
    if (memberId === undefined) return;
    setOpen(false);
    setText("");
    go(`members/${memberId}`);
  };
  const press = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Escape") setOpen(false);
    if (event.key === "Enter") choose(asked === text.trim() ? found[at]?.publicId : undefined);
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step === 0 || found.length === 0) return;
    event.preventDefault();
    setOpen(true);
    setAt((at + step + found.length) % found.length);
  };
  return (
    <div className="finder">
      <TextInput
        ref={field}
        type="search"
        role="combobox"
        aria-label={say("会員を探す(番号・名前)", "Find a member by number or name")}
        aria-expanded={listed}
        aria-controls={listed ? `${id}-list` : undefined}
        aria-autocomplete="list"
        aria-activedescendant={listed && found.length > 0 ? `${id}-${at}` : undefined}
        placeholder={say("会員を探す", "Find a member")}
        autoComplete="off"
        maxLength={100}
        rightSection={<kbd className="key">/</kbd>}
        rightSectionPointerEvents="none"
        value={text}
        onChange={({ currentTarget }) => {
          setText(currentTarget.value);
          setAt(0);
          setOpen(true);
        }}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onKeyDown={press}
      />
      {listed && (
        <div className="found">
          <div role="listbox" id={`${id}-list`} aria-label={say("見つかった会員", "Members found")}>
            {found.map((member, index) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the keyboard, as a combobox does
              <div
                key={member.publicId}
                id={`${id}-${index}`}
                role="option"
                tabIndex={-1}
                aria-selected={index === at}
                className="option"
                // Before the field loses its focus, which closes the list.
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => choose(member.publicId)}
              >
                <span>{member.name ?? say("(名前なし)", "(no name)")}</span>
                <span className="numbers dim">{numberOf(member.publicId)}</span>
              </div>
            ))}
          </div>
          {found.length === 0 && (
            <p role="status" className="dim">
              {answer.isFetching || asked !== text.trim()
                ? say("探しています…", "Looking…")
                : say("該当する会員がいません。", "No such member.")}
            </p>
          )}
        </div>
      )}
    </div>
  );
}
