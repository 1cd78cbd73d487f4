import { Group, Select, Stack, TextInput } from "@mantine/core";
import { type MemberProfile, sexes } from "../../../shared/members/profile.ts";
import { useSay } from "../language.tsx";
import type { Form } from "../parts/form/useForm.ts";
import { sexWords } from "./words.ts";

/** As it stands in the fields: empty where nothing is known. */
export type TypedProfile = Readonly<Record<keyof MemberProfile, string>>;

export function typedOf({ fullName, sex, birthYear, phone, address }: MemberProfile): TypedProfile {
  return {
    ...{ fullName: fullName ?? "", sex: sex ?? "", birthYear: birthYear === null ? "" : `${birthYear}` },
    ...{ phone: phone ?? "", address: address ?? "" },
  };
}

/** As the server takes it. A year that is none goes as 0, which the server refuses by its field. */
export function fieldsOfProfile(typed: TypedProfile): MemberProfile {
  const text = (value: string): string | null => (value.trim() === "" ? null : value.trim());
  const year = typed.birthYear.normalize("NFKC").trim();
  return {
    fullName: text(typed.fullName),
    sex: sexes.find((one) => one === typed.sex) ?? null,
    birthYear: year === "" ? null : /^\d{4}$/.test(year) ? Number(year) : 0,
    phone: text(typed.phone),
    address: text(typed.address),
  };
}

export function ProfileFields({ form }: { readonly form: Form<TypedProfile> }) {
  const say = useSay();
  const { values, set, problem } = form;
  return (
    <Stack gap="sm" maw={520}>
      <TextInput
        label={say("お名前", "Full name")}
        maxLength={60}
        value={values.fullName}
        error={problem("fullName")}
        onChange={({ currentTarget }) => set({ fullName: currentTarget.value })}
      />
      <Group grow align="flex-start">
        <Select
          label={say("性別", "Sex")}
          placeholder={say("分からない", "Not known")}
          data={sexes.map((sex) => ({ value: sex, label: say(...sexWords[sex]) }))}
          value={values.sex === "" ? null : values.sex}
          clearable
          clearButtonProps={{ "aria-label": say("性別を消す", "Clear the sex") }}
          comboboxProps={{ withinPortal: false }}
          error={problem("sex")}
          onChange={(sex) => set({ sex: sex ?? "" })}
        />
        <TextInput
          label={say("生まれ年(西暦)", "Year of birth")}
          inputMode="numeric"
          maxLength={4}
          value={values.birthYear}
          error={problem("birthYear") && say("1900〜2100の4桁で入力してください", "Four digits, please")}
          onChange={({ currentTarget }) => set({ birthYear: currentTarget.value })}
        />
      </Group>
      <TextInput
        label={say("電話番号", "Telephone")}
        type="tel"
        maxLength={40}
        value={values.phone}
        error={problem("phone") && say("6〜15桁の電話番号を入力してください", "6 to 15 digits, please")}
        onChange={({ currentTarget }) => set({ phone: currentTarget.value })}
      />
      <TextInput
        label={say("住所", "Address")}
        maxLength={200}
        value={values.address}
        error={problem("address")}
        onChange={({ currentTarget }) => set({ address: currentTarget.value })}
      />
    </Stack>
  );
}
