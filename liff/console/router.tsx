import { createContext, type MouseEvent, type ReactNode, useContext, useEffect, useState } from "react";

/** Addresses below `/console/`: every screen has one, and the browser's back goes back. */
interface Place {
  readonly path: string;
  /** What stands after `?`: filters, so that a filtered list has an address too. */
  readonly query: URLSearchParams;
  /** `members/abc` or `messages?status=refused`. */
  readonly go: (to: string) => void;
  /**
   * The same screen asked otherwise, scrolled as it was; null takes a part away. Back leaves the screen, or undoes it
   * where it was `opened`.
   */
  readonly refine: (query: Readonly<Record<string, string | null>>, how?: "opened") => void;
}

const Here = createContext<Place>({
  path: "",
  query: new URLSearchParams(),
  go: () => {},
  refine: () => {},
});
const base = "/console/";

function placeNow(): string {
  return location.pathname.startsWith(base) ? location.pathname.slice(base.length) + location.search : "";
}

export function Router({ children }: { readonly children: ReactNode }) {
  const [place, setPlace] = useState(placeNow);
  useEffect(() => {
    const back = (): void => setPlace(placeNow());
    addEventListener("popstate", back);
    return () => removeEventListener("popstate", back);
  }, []);
  const [path = "", search = ""] = place.split("?");
  const query = new URLSearchParams(search);
  const go = (to: string): void => {
    history.pushState(null, "", `${base}${to}`);
    setPlace(to);
    scrollTo(0, 0);
  };
  const refine: Place["refine"] = (change, how) => {
    const next = new URLSearchParams(query);
    for (const [name, value] of Object.entries(change)) {
      if (value === null || value === "") next.delete(name);
      else next.set(name, value);
    }
    const to = next.size === 0 ? path : `${path}?${next}`;
    if (how === "opened") history.pushState(null, "", `${base}${to}`);
    else history.replaceState(null, "", `${base}${to}`);
    setPlace(to);
  };
  return <Here.Provider value={{ path, query, go, refine }}>{children}</Here.Provider>;
}

export function usePlace(): Place {
  return useContext(Here);
}

/** What makes any Mantine component a link inside the console: `<Button component="a" {...link("rules")}>`. */
export function useLink(): (to: string) => {
  href: string;
  onClick: (event: MouseEvent<HTMLElement>) => void;
} {
  const { go } = usePlace();
  return (to) => ({
    href: `${base}${to}`,
    onClick: (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
      event.preventDefault();
      go(to);
    },
  });
}
