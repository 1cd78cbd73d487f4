import { Alert, Button, Skeleton, Stack, Text } from "@mantine/core";
import { Component, type ComponentType, lazy, type ReactNode, Suspense } from "react";
import { useSay } from "./language.tsx";

/** A screen whose script is fetched when it is first opened: `late(async () => (await import("./X.tsx")).XScreen)`. */
export function late<Props extends object>(load: () => Promise<ComponentType<Props>>) {
  return lazy(async () => ({ default: await load() }));
}

/** Around late screens: what stands there meanwhile, and where a script does not come. */
export function Arriving({ children }: { readonly children: ReactNode }) {
  const say = useSay();
  return (
    <Boundary>
      <Suspense
        fallback={
          <Stack role="status" aria-label={say("読み込み中", "Loading")}>
            <Skeleton h={28} w={220} />
            <Skeleton h={88} />
          </Stack>
        }
      >
        {children}
      </Suspense>
    </Boundary>
  );
}

/** React knows this only as a class. A screen that breaks takes neither the list at the side nor the others with it. */
class Boundary extends Component<{ readonly children: ReactNode }, { readonly broken: boolean }> {
  override state = { broken: false };
  static getDerivedStateFromError(): { readonly broken: boolean } {
    return { broken: true };
  }
  override render(): ReactNode {
    return this.state.broken ? <Broken /> : this.props.children;
  }
}

function Broken() {
  const say = useSay();
  return (
    <Alert
      color="red"
      role="alert"
      title={say("この画面を開けませんでした", "This screen could not be opened")}
    >
      <Text size="sm" mb="sm">
        {say(
          "通信が切れたか、新しい版に入れ替わりました。読み込み直してください。入力中の内容は残っています。",
          "The network failed, or a new version was installed. Load the page again: what you typed is kept.",
        )}
      </Text>
      <Button variant="default" onClick={() => location.reload()}>
        {say("読み込み直す", "Load again")}
      </Button>
    </Alert>
  );
}
