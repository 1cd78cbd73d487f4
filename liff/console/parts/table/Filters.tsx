import { Button, Group, Select, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { type ReactNode, useEffect, useState } from "react";
import { useSay } from "../../language.tsx";
import { DateField } from "../Fields.tsx";
import type { Listing } from "./listing.ts";

/** The row of filters over a list; `names` are those it has, for the button that takes all away. */
export function Filters({
  listing,
  names,
  children,
}: {
  readonly listing: Listing;
  readonly names: readonly string[];
  readonly children: ReactNode;
}) {
  const say = useSay();
  const set = names.filter((name) => listing.filter(name) !== "");
  return (
    <Group align="flex-end" gap="sm" role="search" aria-label={say("しぼり込み", "Filters")}>
      {children}
      {set.length > 0 && (
        <Button
          variant="subtle"
          color="gray"
          onClick={() => listing.narrow(Object.fromEntries(names.map((name) => [name, null])))}
        >
          {say("条件をすべて外す", "Clear the filters")}
        </Button>
      )}
    </Group>
  );
}

interface FilterProps {
  readonly listing: Listing;
  /** In the address. */
  readonly at: string;
  readonly label: string;
  readonly w?: number;
}

export function FilterChoice({
  listing,
  at,
  label,
  options,
  w = 180,
}: FilterProps & { readonly options: readonly { readonly value: string; readonly label: string }[] }) {
  const say = useSay();
  return (
    <Select
      label={label}
      placeholder={say("すべて", "All")}
      data={[...options]}
      value={listing.filter(at) || null}
      clearable
      clearButtonProps={{ "aria-label": say(`${label}の条件を外す`, `Clear ${label}`) }}
      searchable={options.length > 12}
      w={w}
      maw="100%"
      comboboxProps={{ withinPortal: false }}
      onChange={(value) => listing.narrow({ [at]: value })}
    />
  );
}

export function FilterDate({ listing, at, label, w = 170 }: FilterProps) {
  return (
    <DateField
      label={label}
      value={listing.filter(at) || null}
      w={w}
      onChange={(value) => listing.narrow({ [at]: value })}
    />
  );
}

/** Asked when the typing pauses: each letter would be another question. */
export function FilterText({ listing, at, label, w = 260 }: FilterProps) {
  const value = listing.filter(at);
  const [text, setText] = useState(value);
  const narrow = useDebouncedCallback((typed: string) => listing.narrow({ [at]: typed.trim() || null }), 300);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what came from elsewhere, such as back, replaces the text
  useEffect(() => {
    if (text.trim() !== value) setText(value);
  }, [value]);
  return (
    <TextInput
      type="search"
      label={label}
      value={text}
      w={w}
      maw="100%"
      maxLength={100}
      onChange={({ currentTarget }) => {
        setText(currentTarget.value);
        narrow(currentTarget.value);
      }}
    />
  );
}
