import { Alert } from "@mantine/core";
import { useNetwork } from "@mantine/hooks";
import { useSay } from "../language.tsx";

/** What is on the screen may be old while this device has no network. */
export function Offline() {
  const { online } = useNetwork();
  const say = useSay();
  if (online) return null;
  return (
    <Alert
      color="gray"
      role="status"
      title={say("インターネットにつながっていません", "There is no network")}
    >
      {say(
        "表示しているのは、最後に受け取った内容です。つながると自動で新しくなります。",
        "What you see is what came last; it is renewed by itself when the network is back.",
      )}
    </Alert>
  );
}
