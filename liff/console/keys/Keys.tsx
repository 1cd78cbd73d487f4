import { Badge, Button } from "@mantine/core";
import { useState } from "react";
import type { KeyMade, KeyView } from "../../../shared/integrations/schema.ts";
import { dayOf, grouped } from "../../../shared/points/programme/words.ts";
import { useKeys } from "../api.ts";
import { momentOf, type Say, useSay } from "../language.tsx";
import { Dialog } from "../parts/Dialog.tsx";
import { Heading, Loaded } from "../parts/States.tsx";
import { Teach } from "../parts/Teach.tsx";
import type { Column } from "../parts/table/columns.ts";
import { FilterChoice, Filters } from "../parts/table/Filters.tsx";
import { ListHere } from "../parts/table/Listings.tsx";
import { useListing } from "../parts/table/listing.ts";
import { useStaff } from "../session.tsx";
import { KeyActions } from "./KeyActions.tsx";
import { MakeKey } from "./MakeKey.tsx";
import { scopeWords } from "./scopes.ts";
import { Token } from "./Token.tsx";

type Status = KeyView["status"];
const colours = {
  active: "green",
  replaced: "yellow",
  expired: "gray",
  revoked: "red",
} as const satisfies Readonly<Record<Status, string>>;

/** Which systems may speak to this shop, and what each may do. */
export function KeysScreen() {
  const keys = useKeys();
  const { timeZone } = useStaff();
  const listing = useListing("-made");
  const [making, setMaking] = useState(false);
  const [made, setMade] = useState<KeyMade | null>(null);
  const say = useSay();
  const state = listing.filter("state");
  const words = statusWords(say);
  return (
    <>
      <Heading
        title={say("APIキー", "API keys")}
        about={say("POSやECなど、外部システムの鍵です。", "For POS, EC and other systems.")}
      >
        <Button onClick={() => setMaking(true)}>{say("キーを作る", "Make a key")}</Button>
      </Heading>
      <Token made={made} />
      <Loaded query={keys}>
        {(answer) => (
          <ListHere
            name={["APIキー", "API keys"]}
            columns={columnsOf(say, timeZone, setMade)}
            rows={answer.keys.filter(({ status }) => state === "" || status === state)}
            rowKey={({ keyId }) => keyId}
            listing={listing}
            search={say("名前・できること", "Name or what it may do")}
            filtered={state !== ""}
            filters={
              <Filters listing={listing} names={["q", "state"]}>
                <FilterChoice
                  listing={listing}
                  at="state"
                  label={say("状態", "Status")}
                  w={150}
                  options={Object.entries(words).map(([value, label]) => ({ value, label }))}
                />
              </Filters>
            }
            empty={
              <Teach title={say("まだキーがありません", "No keys yet")}>
                {say(
                  "POSやECから会計や照会をするには、システムごとにキーを1つ作ります。",
                  "Each system that sells or looks up members has a key of its own.",
                )}
              </Teach>
            }
          />
        )}
      </Loaded>
      <Dialog opened={making} onClose={() => setMaking(false)} title={say("キーを作る", "Make a key")}>
        <MakeKey
          onMade={(result) => {
            setMade(result);
            setMaking(false);
          }}
        />
      </Dialog>
    </>
  );
}

function statusWords(say: Say): Readonly<Record<Status, string>> {
  return {
    active: say("有効", "Active"),
    replaced: say("交換済み", "Replaced"),
    expired: say("期限切れ", "Expired"),
    revoked: say("失効", "Revoked"),
  };
}

function columnsOf(say: Say, timeZone: string, onToken: (made: KeyMade) => void): readonly Column<KeyView>[] {
  const states = statusWords(say);
  const scopes = scopeWords(say);
  const scopesIn = (row: KeyView): string => row.scopes.map((scope) => scopes[scope]).join(say("・", ", "));
  const storesIn = (row: KeyView): string =>
    row.stores === null
      ? say("すべてのお店", "All stores")
      : row.stores.map((store) => store.name).join(say("・", ", "));
  return [
    {
      key: "name",
      name: ["名前", "Name"],
      sorts: true,
      value: ({ name }) => name,
      cell: ({ name, status }) => (
        <>
          <b>{name}</b>{" "}
          <Badge variant="light" color={colours[status]}>
            {states[status]}
          </Badge>
        </>
      ),
    },
    { key: "may", name: ["できること", "May"], value: scopesIn, cell: scopesIn },
    { key: "stores", name: ["お店", "Stores"], value: storesIn, cell: storesIn },
    {
      key: "rate",
      name: ["1分の上限", "A minute"],
      numeric: true,
      value: ({ perMinuteMax }) => perMinuteMax,
      cell: ({ perMinuteMax }) => grouped(perMinuteMax),
    },
    {
      key: "made",
      name: ["作成", "Made"],
      sorts: true,
      first: "down",
      value: ({ madeAtMs }) => madeAtMs,
      cell: ({ madeAtMs }) => <span className="numbers brief">{momentOf(madeAtMs, timeZone)}</span>,
    },
    {
      key: "until",
      name: ["期限", "Until"],
      sorts: true,
      value: ({ expiresAtMs }) => expiresAtMs,
      cell: ({ expiresAtMs }) =>
        expiresAtMs === null ? "—" : <span className="numbers brief">{momentOf(expiresAtMs, timeZone)}</span>,
    },
    {
      key: "used",
      name: ["最終利用", "Last used"],
      sorts: true,
      first: "down",
      value: ({ lastUsedOn }) => lastUsedOn,
      cell: ({ lastUsedOn }) => (lastUsedOn === null ? say("未使用", "never") : dayOf(lastUsedOn)),
    },
    { key: "do", name: ["", ""], cell: (row) => <KeyActions one={row} onToken={onToken} /> },
  ];
}
