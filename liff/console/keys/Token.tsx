import { Alert, Button, Code, CopyButton, Group } from "@mantine/core";
import type { KeyMade } from "../../../shared/integrations/schema.ts";
import { useSay } from "../language.tsx";

/** The token, which is shown this once. */
export function Token({ made }: { readonly made: KeyMade | null }) {
  const say = useSay();
  if (made === null) return null;
  return (
    <Alert
      color="yellow"
      role="status"
      title={say(
        "このキーは今だけ表示されます。安全な場所に保管してください。",
        "This token is shown only now. Keep it somewhere safe.",
      )}
    >
      <Group>
        <Code className="token" data-testid="token">
          {made.token}
        </Code>
        <CopyButton value={made.token}>
          {({ copied, copy }) => (
            <Button size="xs" variant="default" onClick={copy}>
              {copied ? say("コピーしました", "Copied") : say("コピー", "Copy")}
            </Button>
          )}
        </CopyButton>
      </Group>
    </Alert>
  );
}
