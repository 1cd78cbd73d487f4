import { NavLink } from "@mantine/core";
import { useLocalStorage } from "@mantine/hooks";
import { useId } from "react";
import { useSay } from "./language.tsx";
import { useLink, usePlace } from "./router.tsx";
import { groups, type ScreenEntry, type Words } from "./screen.ts";
import { useStaff } from "./session.tsx";

/** The list at the side: what stands in it is said in `addresses.tsx`. */
export function Nav({
  screens,
  onChoose,
}: {
  readonly screens: readonly ScreenEntry[];
  readonly onChoose: () => void;
}) {
  const { rights } = useStaff();
  const [folded, setFolded] = useLocalStorage<readonly string[]>({
    key: "goen.console.folded",
    defaultValue: [],
  });
  return keysOf(groups).map((key) => {
    const shown = screens.filter(({ group, may }) => group === key && may?.(rights) !== false);
    if (shown.length === 0) return null;
    const toggle = (): void =>
      setFolded(folded.includes(key) ? folded.filter((one) => one !== key) : [...folded, key]);
    return (
      <Part
        key={key}
        title={groups[key]}
        screens={shown}
        folded={folded.includes(key)}
        onFold={toggle}
        onChoose={onChoose}
      />
    );
  });
}

function Part({
  title,
  screens,
  folded,
  onFold,
  onChoose,
}: {
  readonly title: Words;
  readonly screens: readonly ScreenEntry[];
  readonly folded: boolean;
  readonly onFold: () => void;
  readonly onChoose: () => void;
}) {
  const say = useSay();
  const link = useLink();
  const id = useId();
  const { path } = usePlace();
  const first = path.split("/")[0] ?? "";
  const heading = say(...title);
  const items = screens.map(({ at, name }) => {
    const { href, onClick } = link(at);
    return (
      <li key={at}>
        <NavLink
          href={href}
          label={say(...name)}
          active={first === at}
          aria-current={first === at ? "page" : undefined}
          onClick={(event) => {
            onClick(event);
            onChoose();
          }}
        />
      </li>
    );
  });
  return (
    <div className="nav-part">
      {heading !== "" && (
        <button
          type="button"
          className="nav-title"
          aria-expanded={!folded}
          aria-controls={id}
          onClick={onFold}
        >
          {heading}
          <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
            <path d="M2.5 4.5 6 8l3.5-3.5" fill="none" stroke="currentColor" strokeWidth="1.6" />
          </svg>
        </button>
      )}
      <ul id={id} hidden={folded}>
        {items}
      </ul>
    </div>
  );
}

/** The record is written out in full, so its keys are the groups, in their order. */
function keysOf(record: typeof groups): readonly (keyof typeof groups)[] {
  return Object.keys(record) as (keyof typeof groups)[];
}
