import { Button, Fieldset, Group, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { CodeBatches, CouponState } from "../../../../shared/coupons/console.ts";
import { codesMax } from "../../../../shared/coupons/limits.ts";
import { grouped } from "../../../../shared/points/programme/words.ts";
import { newKey } from "../../api.ts";
import { momentOf, useLanguage, useSay } from "../../language.tsx";
import { NumField } from "../../parts/Fields.tsx";
import { useTell } from "../../parts/Notice.tsx";
import { Loaded, Trouble } from "../../parts/States.tsx";
import { Teach } from "../../parts/Teach.tsx";
import type { Column } from "../../parts/table/columns.ts";
import { Export } from "../../parts/table/Export.tsx";
import { ListHere } from "../../parts/table/Listings.tsx";
import { useListing } from "../../parts/table/listing.ts";
import { useStaff } from "../../session.tsx";
import { useWrongs, Watched } from "../../wrong.tsx";
import { couponPath } from "../api.ts";
import { useBatches, usePageWrites } from "./api.ts";

type Batch = CodeBatches["batches"][number];

/** Single-use codes: made in batches, each with its file. */
export function Codes({ state }: { readonly state: CouponState }) {
  const { rights, timeZone } = useStaff();
  const { language } = useLanguage();
  const batches = useBatches(state.couponId);
  const listing = useListing("-made");
  const say = useSay();
  const file: Column<Batch> = {
    ...{ key: "file", name: ["ファイル", "File"] },
    cell: ({ batch, madeAtMs }) => (
      <Export
        source={{
          from: "server",
          path: couponPath(state.couponId, `/codes/${encodeURIComponent(batch)}/file.csv`),
          query: { language },
        }}
        file={say(`コード ${momentOf(madeAtMs, timeZone)}`, `codes ${momentOf(madeAtMs, timeZone)}`)}
      />
    ),
  };
  const columns: readonly Column<Batch>[] = [
    {
      ...{ key: "made", name: ["作った日時", "Made"], sorts: true, first: "down" },
      value: ({ madeAtMs }) => momentOf(madeAtMs, timeZone),
      cell: ({ madeAtMs }) => momentOf(madeAtMs, timeZone),
    },
    {
      ...{ key: "count", name: ["枚数", "Codes"], sorts: true, numeric: true, first: "down" },
      value: ({ made }) => made,
      cell: ({ made }) => grouped(made),
    },
    {
      ...{ key: "used", name: ["受取済み", "Taken"], sorts: true, numeric: true, first: "down" },
      value: ({ used }) => used,
      cell: ({ used }) => grouped(used),
    },
  ];
  return (
    <Stack gap="lg">
      {rights.publish && state.status === "issued" && <Make couponId={state.couponId} />}
      <Loaded query={batches}>
        {({ batches: found }) => (
          <ListHere
            name={["1回限りのコード", "Single-use codes"]}
            columns={rights.publish ? [...columns, file] : columns}
            rows={found}
            rowKey={({ batch }) => batch}
            listing={listing}
            empty={
              <Teach title={say("まだコードがありません", "No codes yet")}>
                {say(
                  "枚数を決めて作り、CSVで取り出します。印刷したり、1人に1つずつ伝えたりします。",
                  "Make as many as you need and fetch them as CSV, to print or to tell one to each.",
                )}
              </Teach>
            }
          />
        )}
      </Loaded>
    </Stack>
  );
}

function Make({ couponId }: { readonly couponId: string }) {
  const { makeCodes } = usePageWrites(couponId);
  const wrongs = useWrongs();
  const tell = useTell();
  const say = useSay();
  const [count, setCount] = useState(100);
  const [key, setKey] = useState(newKey);
  const work = useMutation({
    mutationFn: () => makeCodes(count, key),
    onSuccess: () => {
      setKey(newKey());
      tell(
        say(
          `コードを${grouped(count)}個作りました。下の表から取り出せます`,
          `${grouped(count)} codes are made`,
        ),
      );
    },
  });
  return (
    <Fieldset legend={say("コードを作る", "Make codes")} className="white">
      <Stack gap="sm">
        <Group align="flex-end">
          <Watched by={wrongs}>
            <NumField
              at="count"
              label={say("作る数", "How many")}
              unit={say("個", "")}
              min={1}
              max={codesMax}
              value={count}
              onChange={(next) => {
                setCount(next);
                setKey(newKey());
              }}
            />
          </Watched>
          <Button loading={work.isPending} disabled={wrongs.any} onClick={() => work.mutate()}>
            {say("作る", "Make them")}
          </Button>
        </Group>
        <Text size="sm" c="dimmed">
          {say(
            "1つのコードは1人が1回だけ使えます。作ったコードは、クーポンを停止するまで有効です。",
            "One code works for one member, once. They are good until the coupon is stopped.",
          )}
        </Text>
        <Trouble error={work.error} />
      </Stack>
    </Fieldset>
  );
}
