import { createContext, type MouseEvent, type ReactNode, useContext, useEffect, useState } from "react";

/** Addresses below `/console/`: every screen has one, and the browser's back goes back. */
interface Place {
  readonly path: string;
  readonly go: (path: string) => void;
}

const Here = createContext<Place>({ path: "", go: () => {} });
const base = "/console/";

function pathNow(): string {
  return location.pathname.startsWith(base) ? location.pathname.slice(base.length) : "";
}

export function Router({ children }: { readonly children: ReactNode }) {
  const [path, setPath] = useState(pathNow);
  useEffect(() => {
    const back = (): void => setPath(pathNow());
    addEventListener("popstate", back);
    return () => removeEventListener("popstate", back);
  }, []);
  const go = (to: string): void => {
    history.pushState(null, "", `${base}${to}`);
    setPath(to);
    scrollTo(0, 0);
  };
  return <Here.Provider value={{ path, go }}>{children}</Here.Provider>;
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
