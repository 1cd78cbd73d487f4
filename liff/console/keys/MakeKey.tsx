import { Button, Checkbox, MultiSelect, Stack, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { ApiScope, KeyMade } from "../../../shared/integrations/schema.ts";
import { ask } from "../../api/client.ts";
import { useSay } from "../language.tsx";
import { DateField, NumField } from "../parts/Fields.tsx";
import { Trouble } from "../parts/States.tsx";
import { useStaff } from "../session.tsx";
import { useWrongs, Watched } from "../wrong.tsx";
import { scopesOf, scopeWords } from "./scopes.ts";

/** For which system, what it may do and where, how often and until when. */
export function MakeKey({ onMade }: { readonly onMade: (made: KeyMade) => void }) {
  const { stores, role } = useStaff();
  const queries = useQueryClient();
  const say = useSay();
  const words = scopeWords(say);
  const [name, setName] = useState("");
  const wrongs = useWrongs();
  const [storeIds, setStoreIds] = useState<readonly string[]>([]);
  // Points belong to no store: a key for some stores never moves them by hand.
  const mayAdjust = role === "owner" && storeIds.length === 0;
  const all = scopesOf(words).filter((scope) => scope !== "adjustments" || mayAdjust);
  const [chosen, setChosen] = useState<readonly ApiScope[]>(all.filter((scope) => scope !== "adjustments"));
  const scopes = chosen.filter((scope) => all.includes(scope));
  const [perMinuteMax, setPerMinuteMax] = useState(600);
  const [expiresOn, setExpiresOn] = useState<string | null>(null);
  const make = useMutation({
    mutationFn: () =>
      ask<KeyMade>("/api/console/keys", {
        body: {
          name: name.trim(),
          scopes,
          storeIds: storeIds.length === 0 ? null : storeIds,
          perMinuteMax,
          ...(expiresOn === null ? {} : { expiresOn }),
        },
      }),
    onSuccess: async (made) => {
      await queries.invalidateQueries({ queryKey: ["keys"] });
      onMade(made);
    },
  });
  return (
    <Stack>
      <TextInput
        label={say("名前(どのシステムか)", "Name: which system")}
        data-autofocus
        maxLength={60}
        value={name}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
      <Checkbox.Group
        label={say("できること", "What it may do")}
        value={[...scopes]}
        onChange={(ticked) => setChosen(all.filter((scope) => ticked.includes(scope)))}
      >
        <Stack gap={6} mt={6}>
          {all.map((scope) => (
            <Checkbox key={scope} value={scope} label={words[scope]} />
          ))}
        </Stack>
      </Checkbox.Group>
      <MultiSelect
        label={say("お店", "Stores")}
        placeholder={storeIds.length === 0 ? say("すべて", "All") : ""}
        data={stores.map((place) => ({ value: place.publicId, label: place.name }))}
        value={[...storeIds]}
        comboboxProps={{ withinPortal: false }}
        onChange={setStoreIds}
      />
      <Watched by={wrongs}>
        <NumField
          at="perMinuteMax"
          label={say("1分あたりの回数", "Requests a minute")}
          min={1}
          max={60_000}
          value={perMinuteMax}
          onChange={setPerMinuteMax}
        />
      </Watched>
      <DateField
        label={say("有効期限(任意)", "Last day, optional")}
        value={expiresOn}
        onChange={setExpiresOn}
      />
      <Trouble error={make.error} />
      <Button
        disabled={name.trim() === "" || scopes.length === 0 || wrongs.any}
        loading={make.isPending}
        onClick={() => make.mutate()}
      >
        {say("作る", "Make")}
      </Button>
    </Stack>
  );
}
