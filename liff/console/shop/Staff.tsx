import { Button, Group, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import type { HeldRole, PendingInvitation, StaffRow } from "../../../shared/stores/admin.ts";
import { momentOf, useSay } from "../language.tsx";
import { useTell } from "../parts/Notice.tsx";
import { Heading, Loaded, Trouble } from "../parts/States.tsx";
import { Teach } from "../parts/Teach.tsx";
import { To } from "../parts/To.tsx";
import type { Column } from "../parts/table/columns.ts";
import { ListHere } from "../parts/table/Listings.tsx";
import { useListing } from "../parts/table/listing.ts";
import { useStaff } from "../session.tsx";
import { roleWords } from "../words/roles.ts";
import { useStaffList, useWrite } from "./api.ts";
import { Invite } from "./Invite.tsx";

/** Who works here, what they may do where, and who is invited. */
export function StaffScreen() {
  const staff = useStaffList();
  const listing = useListing("joined");
  const { timeZone } = useStaff();
  const say = useSay();
  return (
    <>
      <Heading
        title={say("スタッフ", "Staff")}
        about={say(
          "役割は場所ごとに持ちます。LINEで開く招待リンクを渡すと、その人がスタッフになります。",
          "A role is held at a place. Whoever opens an invitation in LINE becomes staff.",
        )}
      >
        <To to="roles">{say("役割でできること", "What each role may do")}</To>
      </Heading>
      <Loaded query={staff}>
        {(answer) => (
          <>
            <Invite grantable={answer.grantable} />
            {answer.invitations.length > 0 && <Waiting invitations={answer.invitations} />}
            <ListHere
              name={["スタッフ", "Staff"]}
              columns={columnsOf(say, timeZone)}
              rows={answer.staff}
              rowKey={(row) => row.publicId}
              listing={listing}
              search={say("名前・役割・場所", "Name, role or place")}
              empty={
                <Teach title={say("スタッフはまだいません", "No staff yet")}>
                  {say(
                    "上の「招待する」からリンクを作り、LINEで渡してください。",
                    "Make a link above and pass it on in LINE.",
                  )}
                </Teach>
              }
            />
          </>
        )}
      </Loaded>
    </>
  );
}

function columnsOf(say: ReturnType<typeof useSay>, timeZone: string): readonly Column<StaffRow>[] {
  const nameOf = (row: StaffRow): string => row.name ?? say("(名前なし)", "(no name)");
  return [
    {
      key: "name",
      name: ["名前", "Name"],
      sorts: true,
      value: nameOf,
      cell: (row) => (
        <>
          <b>{nameOf(row)}</b> {row.you && <span className="dim">{say("(あなた)", "(you)")}</span>}
        </>
      ),
    },
    {
      key: "roles",
      name: ["役割と場所", "Roles and places"],
      value: (row) => row.roles.map((role) => heldWords(role, say)).join("、"),
      cell: (row) => (
        <Stack gap={2}>
          {row.roles.map((role) => (
            <Role key={`${role.role}${role.placeId}`} person={row} held={role} />
          ))}
        </Stack>
      ),
    },
    {
      key: "joined",
      name: ["加わった日時", "Since"],
      sorts: true,
      numeric: true,
      value: (row) => row.joinedAtMs,
      cell: (row) => momentOf(row.joinedAtMs, timeZone),
    },
    { key: "remove", name: ["", ""], cell: (row) => <Remove person={row} /> },
  ];
}

export function heldWords(
  held: Pick<HeldRole, "role" | "placeName">,
  say: ReturnType<typeof useSay>,
): string {
  return `${say(...roleWords[held.role])}・${held.placeName ?? say("全店", "whole shop")}`;
}

function Role({ person, held }: { readonly person: StaffRow; readonly held: HeldRole }) {
  const write = useWrite("staff");
  const tell = useTell();
  const say = useSay();
  const words = heldWords(held, say);
  const at = `staff/${person.publicId}/roles`;
  const body = { role: held.role, placeId: held.placeId };
  const revoke = useMutation({
    mutationFn: () => write("POST", `${at}/revoke`, body),
    onSuccess: () =>
      tell(
        say(
          `${person.name ?? ""}さんの「${words}」を外しました`,
          `“${words}” was taken from ${person.name ?? ""}`,
        ),
        () => write("POST", at, body),
      ),
  });
  return (
    <>
      <Group gap="xs" justify="inherit">
        <span>{words}</span>
        {held.yours && (
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            loading={revoke.isPending}
            aria-label={say(
              `外す: ${person.name ?? ""} ${words}`,
              `Take away: ${person.name ?? ""} ${words}`,
            )}
            onClick={() => revoke.mutate()}
          >
            {say("外す", "Take away")}
          </Button>
        )}
      </Group>
      <Trouble error={revoke.error} />
    </>
  );
}

function Remove({ person }: { readonly person: StaffRow }) {
  const write = useWrite("staff");
  const tell = useTell();
  const say = useSay();
  const remove = useMutation({
    mutationFn: () => write("DELETE", `staff/${person.publicId}`),
    onSuccess: () =>
      tell(
        say(`${person.name ?? ""}さんをスタッフから外しました`, `${person.name ?? ""} is no longer staff`),
        () => write("POST", `staff/${person.publicId}/restore`),
      ),
  });
  if (person.you || !person.roles.every(({ yours }) => yours)) return null;
  return (
    <>
      <Button
        variant="subtle"
        color="red"
        size="compact-md"
        loading={remove.isPending}
        onClick={() => remove.mutate()}
      >
        {say("退職・削除", "Remove")}
      </Button>
      <Trouble error={remove.error} />
    </>
  );
}

function Waiting({ invitations }: { readonly invitations: readonly PendingInvitation[] }) {
  const say = useSay();
  return (
    <section aria-label={say("返事待ちの招待", "Open invitations")}>
      <Text component="h2" fw={700} mb="xs">
        {say("返事待ちの招待", "Open invitations")}
      </Text>
      <Stack gap="xs">
        {invitations.map((one) => (
          <WaitingOne key={one.invitationId} one={one} />
        ))}
      </Stack>
    </section>
  );
}

function WaitingOne({ one }: { readonly one: PendingInvitation }) {
  const write = useWrite("staff");
  const tell = useTell();
  const { timeZone } = useStaff();
  const say = useSay();
  const words = heldWords(one, say);
  const revoke = useMutation({
    mutationFn: () => write("DELETE", `invitations/${one.invitationId}`),
    onSuccess: () =>
      tell(say(`招待「${words}」を取り消しました`, `The invitation “${words}” was taken back`), () =>
        write("POST", `invitations/${one.invitationId}/restore`),
      ),
  });
  return (
    <Group className="sheet" justify="space-between" gap="xs">
      <Text size="sm">
        <b>{words}</b>{" "}
        <span className="dim">
          {say(
            `${one.invitedBy ?? "操作者"}が招待・${momentOf(one.expiresAtMs, timeZone)}まで`,
            `by ${one.invitedBy ?? "the operator"}, until ${momentOf(one.expiresAtMs, timeZone)}`,
          )}
        </span>
      </Text>
      {one.yours && (
        <Button variant="subtle" color="gray" loading={revoke.isPending} onClick={() => revoke.mutate()}>
          {say("招待を取り消す", "Take back")}
        </Button>
      )}
      <Trouble error={revoke.error} />
    </Group>
  );
}
