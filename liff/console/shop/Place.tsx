import { Button, Group, Paper, Select, Stack, Text, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import type { FormEvent } from "react";
import type { PlaceAsked, PlaceList, PlaceRow } from "../../../shared/stores/admin.ts";
import { useSay } from "../language.tsx";
import { NumField } from "../parts/Fields.tsx";
import { useForm } from "../parts/form/useForm.ts";
import { useTell } from "../parts/Notice.tsx";
import { Heading, Loaded, Trouble } from "../parts/States.tsx";
import { usePlace } from "../router.tsx";
import { useStaff } from "../session.tsx";
import { placeProblemWords } from "../words/places.ts";
import { useWrongs, Watched } from "../wrong.tsx";
import { usePlaces, useWrite } from "./api.ts";

/** One store or area: `new` and `new-area` make one. */
export function PlaceScreen({ id }: { readonly id: string }) {
  const places = usePlaces();
  const say = useSay();
  const list = [`stores`, say("お店", "Stores")] as const;
  return (
    <Loaded query={places}>
      {(answer) => {
        const found = answer.places.find(({ publicId }) => publicId === id);
        const kind = id === "new-area" ? "area" : id === "new" ? "store" : found?.kind;
        if (kind === undefined) {
          return <Heading from={list} title={say("このお店は見つかりません", "There is no such store")} />;
        }
        const title =
          found?.name ??
          (kind === "area" ? say("エリアを追加", "Add an area") : say("お店を追加", "Add a store"));
        return (
          <>
            <Heading from={list} title={title}>
              {found !== undefined && <Closing place={found} />}
            </Heading>
            <PlaceForm key={id} place={found ?? null} kind={kind} list={answer} />
          </>
        );
      }}
    </Loaded>
  );
}

function Closing({ place }: { readonly place: PlaceRow }) {
  const { rights } = useStaff();
  const write = useWrite("places");
  const tell = useTell();
  const say = useSay();
  const next = place.closed ? "reopen" : "close";
  // By then the store has changed, and what is next is the other.
  const work = useMutation({
    mutationFn: (doing: "close" | "reopen") => write("POST", `places/${place.publicId}/${doing}`),
    onSuccess: (_, done) =>
      tell(
        done === "reopen"
          ? say(`${place.name}を再開しました`, `${place.name} is open again`)
          : say(`${place.name}を閉店にしました`, `${place.name} is closed`),
        () => write("POST", `places/${place.publicId}/${done === "reopen" ? "close" : "reopen"}`),
      ),
  });
  if (!rights.places) return null;
  return (
    <>
      <Button variant="default" loading={work.isPending} onClick={() => work.mutate(next)}>
        {next === "reopen" ? say("再開する", "Reopen") : say("閉店にする", "Close")}
      </Button>
      <Trouble error={work.error} />
    </>
  );
}

function PlaceForm({
  place,
  kind,
  list,
}: {
  readonly place: PlaceRow | null;
  readonly kind: PlaceAsked["kind"];
  readonly list: PlaceList;
}) {
  const { rights } = useStaff();
  const { go } = usePlace();
  const write = useWrite("places");
  const tell = useTell();
  const say = useSay();
  const wrongs = useWrongs();
  const initial: PlaceAsked = place === null ? { ...fresh, kind } : askedOf(place);
  const form = useForm<PlaceAsked>(`place:${place?.publicId ?? kind}`, initial, placeProblemWords);
  const { values, set, problem } = form;
  const save = useMutation({
    // By the time it is saved the list has the new one, and `initial` with it.
    mutationFn: async (was: PlaceAsked) => {
      if (place === null) await write("POST", "places", values);
      else await write("PUT", `places/${place.publicId}`, values);
      return was;
    },
    onSuccess: (was) => {
      form.clear();
      if (place === null) {
        tell(say(`${values.name}を追加しました`, `${values.name} was added`));
        return go("stores");
      }
      tell(say(`${values.name}を保存しました`, `${values.name} was saved`), () =>
        write("PUT", `places/${place.publicId}`, was),
      );
    },
    onError: form.refused,
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    save.mutate(initial);
  };
  const areas = list.places.filter((one) => one.kind === "area" && !one.closed);
  return (
    <Paper className="form" component="form" onSubmit={submit}>
      <Stack gap="md" maw={520}>
        <TextInput
          label={say("名前", "Name")}
          required
          maxLength={60}
          readOnly={!rights.places}
          value={values.name}
          error={problem("name")}
          onChange={({ currentTarget }) => set({ name: currentTarget.value })}
        />
        <TextInput
          label={say("コード(半角英数字)", "Code, letters and digits")}
          description={
            place !== null && kind === "area"
              ? say("エリアのコードはあとから変えられません", "An area keeps its code")
              : say("CSVやPOS連携でお店を見分けます", "Tells stores apart in files and at the POS")
          }
          required
          maxLength={12}
          pattern="[A-Za-z0-9_\-]+"
          readOnly={!rights.places || (place !== null && kind === "area")}
          value={values.code}
          error={problem("code")}
          onChange={({ currentTarget }) => set({ code: currentTarget.value })}
        />
        {kind === "store" && (
          <Select
            label={say("エリア", "Area")}
            placeholder={say("なし(本部の直下)", "None, below head office")}
            data={areas.map(({ publicId, name }) => ({ value: publicId, label: name }))}
            value={values.areaId}
            clearable
            clearButtonProps={{ "aria-label": say("エリアを外す", "Clear the area") }}
            readOnly={!rights.places}
            comboboxProps={{ withinPortal: false }}
            error={problem("areaId")}
            onChange={(areaId) => set({ areaId })}
          />
        )}
        {kind === "store" && (
          <Watched by={wrongs}>
            <NumField
              at="amountYenMax"
              label={say("1会計の上限金額", "The most one sale may be")}
              description={say("打ち間違いを防ぎます", "Catches a slip at the till")}
              unit="¥"
              min={1}
              disabled={!rights.places}
              value={values.amountYenMax}
              error={problem("amountYenMax")}
              onChange={(amountYenMax) => set({ amountYenMax })}
            />
          </Watched>
        )}
        {kind === "store" && (
          <TextInput
            label={say("タイムゾーン", "Time zone")}
            description={say(
              `空欄なら、会社の設定(${list.shopTimeZone})と同じです`,
              `Empty: as the shop's, ${list.shopTimeZone}`,
            )}
            maxLength={60}
            readOnly={!rights.places}
            value={values.timeZone ?? ""}
            error={problem("timeZone")}
            onChange={({ currentTarget }) => set({ timeZone: currentTarget.value || null })}
          />
        )}
        {hasField(save.error) ? null : <Trouble error={save.error} />}
        {rights.places && (
          <Group>
            <Button type="submit" loading={save.isPending} disabled={!form.changed || wrongs.any}>
              {place === null ? say("追加する", "Add") : say("保存する", "Save")}
            </Button>
            {form.changed && (
              <Button variant="subtle" color="gray" onClick={form.clear}>
                {say("入力を取り消す", "Discard")}
              </Button>
            )}
            {form.changed && (
              <Text size="sm" c="dimmed">
                {say("未保存の入力があります", "Not saved yet")}
              </Text>
            )}
          </Group>
        )}
      </Stack>
    </Paper>
  );

  function hasField(error: unknown): boolean {
    return error !== null && (["name", "code", "areaId", "amountYenMax", "timeZone"] as const).some(problem);
  }
}

const fresh: Omit<PlaceAsked, "kind"> = {
  name: "",
  code: "",
  areaId: null,
  amountYenMax: 1_000_000,
  timeZone: null,
};

function askedOf({ kind, name, code, areaId, amountYenMax, timeZone }: PlaceRow): PlaceAsked {
  return { kind, name, code, areaId, amountYenMax, timeZone };
}
