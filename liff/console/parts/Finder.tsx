import { TextInput } from "@mantine/core";
import { useDebouncedValue, useHotkeys } from "@mantine/hooks";
import { type KeyboardEvent, type ReactNode, type RefObject, useId, useRef, useState } from "react";
import type { MemberFound } from "../../../shared/points/programme/console.ts";
import { useMembers } from "../api.ts";
import { useSay } from "../language.tsx";
import { usePlace } from "../router.tsx";
import { numberOf } from "./member-number.ts";

const shown = 8;

/** A member from anywhere: `/` or Ctrl+K, a number or a name, the arrows and Enter. */
export function Finder() {
  const say = useSay();
  const { go } = usePlace();
  const field = useRef<HTMLInputElement>(null);
  const focus = (): void => {
    field.current?.focus();
    field.current?.select();
  };
  useHotkeys([["/", focus]]);
  useHotkeys([["mod+K", focus]], []);
  return (
    <MemberBox
      field={field}
      name={say("会員を探す(番号・名前)", "Find a member by number or name")}
      placeholder={say("会員を探す", "Find a member")}
      hint={<kbd className="key">/</kbd>}
      onChoose={({ publicId }) => go(`members/${publicId}`)}
    />
  );
}

/** A field that finds a member by a part of the name or the number, for whatever is to be done with the one chosen. */
export function MemberBox({
  name,
  labelled = false,
  placeholder,
  onChoose,
  hint,
  field,
}: {
  readonly name: string;
  /** Whether the name stands above the field. */
  readonly labelled?: boolean;
  readonly placeholder: string;
  readonly onChoose: (member: MemberFound) => void;
  readonly hint?: ReactNode;
  readonly field?: RefObject<HTMLInputElement | null>;
}) {
  const say = useSay();
  const id = useId();
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const [open, setOpen] = useState(false);
  const [asked] = useDebouncedValue(text.trim(), 200);
  const answer = useMembers(asked, asked !== "");
  const found = asked === "" || text.trim() === "" ? [] : (answer.data?.members ?? []).slice(0, shown);
  const listed = open && text.trim() !== "";
  const choose = (member: MemberFound | undefined): void => {
    if (member === undefined) return;
    setOpen(false);
    setText("");
    onChoose(member);
  };
  const press = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Escape") setOpen(false);
    if (event.key === "Enter") choose(asked === text.trim() ? found[at] : undefined);
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step === 0 || found.length === 0) return;
    event.preventDefault();
    setOpen(true);
    setAt((at + step + found.length) % found.length);
  };
  return (
    <div className="finder">
      <TextInput
        ref={field ?? null}
        type="search"
        role="combobox"
        {...(labelled ? { label: name } : { "aria-label": name })}
        aria-expanded={listed}
        aria-controls={listed ? `${id}-list` : undefined}
        aria-autocomplete="list"
        aria-activedescendant={listed && found.length > 0 ? `${id}-${at}` : undefined}
        placeholder={placeholder}
        autoComplete="off"
        maxLength={100}
        rightSection={hint}
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
                onClick={() => choose(member)}
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
