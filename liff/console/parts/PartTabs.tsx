import "./part-tabs.css";
import { useEffect, useRef } from "react";
import { useSay } from "../language.tsx";
import { useLink } from "../router.tsx";
import type { Words } from "../screen.ts";

/** The parts of a thing's page, each with an address of its own below `base`; `at` is the last part of it. */
export function PartTabs({
  name,
  base,
  parts,
  at,
}: {
  readonly name: string;
  readonly base: string;
  readonly parts: readonly { readonly at: string; readonly name: Words }[];
  readonly at: string;
}) {
  const link = useLink();
  const say = useSay();
  const here = useRef<HTMLAnchorElement>(null);
  // On a phone the row of parts is wider than the screen.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another part is another link
  useEffect(() => {
    here.current?.scrollIntoView({ inline: "center", block: "nearest" });
  }, [at]);
  return (
    <nav className="part-tabs" aria-label={name}>
      {parts.map((part) => (
        <a
          key={part.at}
          {...link(part.at === "" ? base : `${base}/${part.at}`)}
          ref={part.at === at ? here : null}
          aria-current={part.at === at ? "page" : undefined}
        >
          {say(...part.name)}
        </a>
      ))}
    </nav>
  );
}
