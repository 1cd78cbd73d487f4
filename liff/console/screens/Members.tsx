import { Badge, Table, Text, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import { dayOf } from "../../../shared/points/programme/words.ts";
import { useMembers } from "../api.ts";
import { useSay } from "../language.tsx";
import { Empty, Heading, Loaded } from "../parts/States.tsx";
import { To } from "../parts/To.tsx";

/** `0A1B 2C3D …`, as the card shows it. */
export function numberOf(publicId: string): string {
  return publicId.toUpperCase().replace(/(.{4})(?=.)/g, "$1 ");
}

export function MembersScreen() {
  const say = useSay();
  const [text, setText] = useState("");
  const [asked] = useDebouncedValue(text.trim(), 250);
  const members = useMembers(asked);
  return (
    <>
      <Heading title={say("会員を探す", "Find members")} />
      <TextInput
        label={say("会員番号または名前", "Member number or name")}
        type="search"
        maw={420}
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
      />
      <Loaded query={members}>
        {({ members: found }) =>
          found.length === 0 ? (
            <Empty>{say("該当する会員がいません。", "No such member.")}</Empty>
          ) : (
            <div>
              <Text size="sm" c="dimmed" mb={4}>
                {asked === ""
                  ? say("新しい会員から20人まで", "The newest 20")
                  : say(`${found.length}人(最大20人)`, `${found.length}, 20 at the most`)}
              </Text>
              <Table highlightOnHover className="cards">
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>{say("会員", "Member")}</Table.Th>
                    <Table.Th>{say("会員番号", "Number")}</Table.Th>
                    <Table.Th>{say("入会日", "Joined")}</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {found.map((member) => (
                    <Table.Tr key={member.publicId}>
                      <Table.Td data-label={say("会員", "Member")}>
                        <span>
                          <To to={`members/${member.publicId}`}>
                            {member.name ?? say("(名前なし)", "(no name)")}
                          </To>{" "}
                          <Status status={member.status} />
                        </span>
                      </Table.Td>
                      <Table.Td className="numbers" data-label={say("会員番号", "Number")}>
                        {numberOf(member.publicId)}
                      </Table.Td>
                      <Table.Td className="numbers" data-label={say("入会日", "Joined")}>
                        {dayOf(member.joinedOn)}
                      </Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </div>
          )
        }
      </Loaded>
    </>
  );
}

export function Status({ status }: { readonly status: "active" | "suspended" | "left" }) {
  const say = useSay();
  if (status === "active") return null;
  return (
    <Badge color="orange" variant="light">
      {status === "left" ? say("退会", "Left") : say("利用停止", "Suspended")}
    </Badge>
  );
}
