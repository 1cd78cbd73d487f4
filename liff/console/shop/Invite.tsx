import { Alert, Button, Code, CopyButton, Group, Paper, Select, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { StaffOverview } from "../../../shared/stores/admin.ts";
import type { Invitation, Role } from "../../../shared/stores/schema.ts";
import { ask } from "../../api/client.ts";
import { momentOf, useSay } from "../language.tsx";
import { useForm } from "../parts/form/useForm.ts";
import { Trouble } from "../parts/States.tsx";
import { useStaff } from "../session.tsx";
import { roleWords } from "../words/roles.ts";

/** Makes a link for a role at a place; its secret is shown this once. */
export function Invite({ grantable }: { readonly grantable: StaffOverview["grantable"] }) {
  const say = useSay();
  const queries = useQueryClient();
  const form = useForm<{ place: string; role: Role }>("invite", {
    place: grantable[0]?.placeId ?? "",
    role: "staff",
  });
  const at = grantable.find(({ placeId }) => (placeId ?? "") === form.values.place) ?? grantable[0];
  const roles = at?.roles ?? [];
  const role = roles.find((one) => one === form.values.role) ?? roles[0];
  const invite = useMutation({
    mutationFn: () =>
      ask<Invitation>("/api/console/invitations", { body: { role, placeId: at?.placeId ?? null } }),
    onSuccess: async () => {
      form.clear();
      await queries.invalidateQueries({ queryKey: ["staff"] });
    },
  });
  if (at === undefined || role === undefined) return null;
  return (
    <Paper className="form">
      <Group align="flex-end" gap="sm">
        <Select
          label={say("場所", "Place")}
          data={grantable.map(({ placeId, placeName }) => ({
            value: placeId ?? "",
            label: placeName ?? say("全店", "The whole shop"),
          }))}
          value={at.placeId ?? ""}
          allowDeselect={false}
          w={200}
          comboboxProps={{ withinPortal: false }}
          onChange={(place) => place !== null && form.set({ place })}
        />
        <Select
          label={say("役割", "Role")}
          data={roles.map((value) => ({ value, label: say(...roleWords[value]) }))}
          value={role}
          allowDeselect={false}
          w={160}
          comboboxProps={{ withinPortal: false }}
          onChange={(chosen) => {
            const found = roles.find((one) => one === chosen);
            if (found !== undefined) form.set({ role: found });
          }}
        />
        <Button loading={invite.isPending} onClick={() => invite.mutate()}>
          {say("招待リンクを作る", "Make an invitation")}
        </Button>
      </Group>
      <Trouble error={invite.error} />
      {invite.data !== undefined && <Link made={invite.data} />}
    </Paper>
  );
}

function Link({ made }: { readonly made: Invitation }) {
  const { timeZone } = useStaff();
  const say = useSay();
  return (
    <Alert
      mt="md"
      color="yellow"
      role="status"
      title={say(
        "このリンクは今だけ表示されます。LINEなどで本人に渡してください。",
        "The link is shown only now. Pass it on.",
      )}
    >
      <Group>
        <Code className="token" data-testid="invitation">
          {made.url}
        </Code>
        <CopyButton value={made.url}>
          {({ copied, copy }) => (
            <Button variant="default" onClick={copy}>
              {copied ? say("コピーしました", "Copied") : say("コピー", "Copy")}
            </Button>
          )}
        </CopyButton>
      </Group>
      <Text size="sm" mt="xs">
        {say(
          `1人だけ、${momentOf(made.expiresAtMs, timeZone)}まで使えます。`,
          `For one person, until ${momentOf(made.expiresAtMs, timeZone)}.`,
        )}
      </Text>
    </Alert>
  );
}
