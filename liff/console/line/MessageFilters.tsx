import { Button, Group, Select, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { messageReasons, messageStatuses } from "../../../shared/outbox/console.ts";
import { messageReasonWords, messageStatusWords } from "../../../shared/outbox/reasons.ts";
import { useSay } from "../language.tsx";
import { DateField } from "../parts/Fields.tsx";
import { numberOf } from "../parts/member-number.ts";
import { usePlace } from "../router.tsx";
import type { MessageFilter } from "./api.ts";

/** What the address says; what it says wrongly counts as not said. */
export function filterIn(query: URLSearchParams): MessageFilter {
  const status = messageStatuses.find((one) => one === query.get("status"));
  const reason = messageReasons.find((one) => one === query.get("reason"));
  const member = query.get("member");
  const [from, to] = [dayIn(query.get("from")), dayIn(query.get("to"))];
  return {
    ...(status === undefined ? {} : { status }),
    ...(reason === undefined ? {} : { reason }),
    ...(member === null ? {} : { member }),
    ...(from === null ? {} : { from }),
    ...(to === null ? {} : { to }),
  };
}

function dayIn(text: string | null): string | null {
  return text !== null && /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : null;
}

/** Filters stand in the address, so that what one person found another can be sent. */
export function MessageFilters({ filter }: { readonly filter: MessageFilter }) {
  const { refine } = usePlace();
  const say = useSay();
  return (
    <Group align="flex-end" gap="sm">
      <Select
        label={say("状態", "Status")}
        placeholder={say("すべて", "All")}
        data={messageStatuses.map((value) => ({ value, label: say(...messageStatusWords[value]) }))}
        value={filter.status ?? null}
        clearable
        clearButtonProps={{ "aria-label": say("状態の条件を外す", "Clear the status") }}
        w={170}
        comboboxProps={{ withinPortal: false }}
        onChange={(status) => refine({ status })}
      />
      <Select
        label={say("理由", "Why")}
        placeholder={say("すべて", "All")}
        data={messageReasons.map((value) => ({ value, label: say(...messageReasonWords[value]) }))}
        value={filter.reason ?? null}
        clearable
        clearButtonProps={{ "aria-label": say("理由の条件を外す", "Clear the reason") }}
        w={210}
        comboboxProps={{ withinPortal: false }}
        onChange={(reason) => refine({ reason })}
      />
      <DateField
        label={say("この日から", "From")}
        value={filter.from ?? null}
        w={160}
        onChange={(from) => refine({ from })}
      />
      <DateField
        label={say("この日まで", "To")}
        value={filter.to ?? null}
        w={160}
        onChange={(to) => refine({ to })}
      />
      <OfMember member={filter.member ?? null} key={filter.member ?? ""} />
    </Group>
  );
}

/** A member's number, asked for when it is complete: each letter would be another list. */
function OfMember({ member }: { readonly member: string | null }) {
  const { refine } = usePlace();
  const say = useSay();
  const [text, setText] = useState(member === null ? "" : numberOf(member));
  const choose = (event: FormEvent): void => {
    event.preventDefault();
    const number = text.normalize("NFKC").replace(/[\s-]/g, "").toLowerCase();
    refine({ member: number === "" ? null : number });
  };
  return (
    <form onSubmit={choose} className="narrows">
      <Group align="flex-end" gap={6} wrap="nowrap">
        <TextInput
          label={say("会員番号", "Member number")}
          w={260}
          miw={0}
          maxLength={40}
          value={text}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
        />
        <Button type="submit" variant="default" flex="none">
          {say("しぼる", "Filter")}
        </Button>
      </Group>
    </form>
  );
}
