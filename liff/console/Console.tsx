import { Center, Loader } from "@mantine/core";
import { useEffect } from "react";
import { screens } from "./addresses.tsx";
import { useSay } from "./language.tsx";
import { Arriving } from "./late.tsx";
import { usePlace } from "./router.tsx";
import { Shell } from "./Shell.tsx";
import { SignIn } from "./screens/SignIn.tsx";
import { Unknown } from "./screens/Unknown.tsx";
import { config, useSigning } from "./session.tsx";

/** The whole console: the door, or the screen that the address names. */
export function Console() {
  const { session } = useSigning();
  const { path } = usePlace();
  const say = useSay();
  const parts = path.split("/").map(plainly);
  const [first = "", ...rest] = parts;
  const opened = rest.filter((part) => part !== "");
  const screen = screens.find(({ at }) => at === first);
  useEffect(() => {
    const name = screen === undefined ? say("管理画面", "Console") : say(...screen.name);
    document.title = `${name} | ${config.shopName}`;
  });
  if (session.at === "starting") {
    return (
      <Center h="100dvh">
        <Loader aria-label={say("読み込み中", "Loading")} />
      </Center>
    );
  }
  if (session.at === "signedOut") return <SignIn busy={session.busy} trouble={session.trouble} />;
  return (
    <Shell screens={screens}>
      {screen === undefined ? (
        <Unknown />
      ) : (
        // A list that is left is taken away at once, or what it still meant to do would lead back to it.
        <Arriving key={`${first}/${opened.length > 0}`}>{screen.draw(opened)}</Arriving>
      )}
    </Shell>
  );
}

/** A part of the address as it was meant; one that somebody broke stays as it is, and leads nowhere. */
function plainly(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
