import { MultiSelect } from "@mantine/core";
import { useLadder } from "../api.ts";
import { useLanguage, useSay } from "../language.tsx";
import { useStaff } from "../session.tsx";

/** A field that limits something to some of a list; null, with nothing chosen, limits nothing. */
interface SomeOf<One extends string> {
  readonly value: readonly One[] | null;
  readonly onChange: (chosen: One[] | null) => void;
  readonly label?: string;
  readonly description?: string;
  /** What nothing chosen means. */
  readonly all?: string;
  readonly error?: string | undefined;
}

/** Stores and areas, by their public ids. */
export function SomePlaces({ label, all, ...field }: SomeOf<string>) {
  const { stores } = useStaff();
  const say = useSay();
  return (
    <Some
      {...field}
      label={label ?? say("お店・エリア", "Stores and areas")}
      all={all ?? say("すべてのお店", "Everywhere")}
      options={stores.map((place) => ({ value: place.publicId, label: place.name }))}
    />
  );
}

/** Ranks of the ladder in force, by their codes. */
export function SomeRanks({ label, all, ...field }: SomeOf<string>) {
  const { language } = useLanguage();
  const ladder = useLadder().data?.ladder;
  const say = useSay();
  return (
    <Some
      {...field}
      label={label ?? say("会員ランク", "Ranks")}
      all={all ?? say("すべて", "All")}
      options={(ladder?.ranks ?? []).map((rank) => ({ value: rank.code, label: rank.name[language] }))}
    />
  );
}

type Channel = "store" | "ec";

export function SomeChannels({ label, all, ...field }: SomeOf<Channel>) {
  const say = useSay();
  return (
    <Some
      {...field}
      label={label ?? say("店頭・オンライン", "Channel")}
      all={all ?? say("どちらでも", "Both")}
      options={[
        { value: "store", label: say("店頭", "Stores") },
        { value: "ec", label: say("オンライン", "Online") },
      ]}
    />
  );
}

function Some<One extends string>({
  value,
  onChange,
  all = "",
  options,
  ...field
}: SomeOf<One> & { readonly options: readonly { readonly value: One; readonly label: string }[] }) {
  return (
    <MultiSelect
      {...field}
      placeholder={value === null ? all : ""}
      searchable={options.length > 8}
      data={options.map(({ value: one, label }) => ({ value: one, label }))}
      value={[...(value ?? [])]}
      comboboxProps={{ withinPortal: false }}
      onChange={(chosen) => {
        // What is no option any more stays until it is taken out.
        const known = new Set([...(value ?? []), ...options.map((option) => option.value)]);
        const some = [...known].filter((one) => chosen.includes(one));
        onChange(some.length === 0 ? null : some);
      }}
    />
  );
}
