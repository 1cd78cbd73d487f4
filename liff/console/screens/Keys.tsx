import {
  Alert,
  Badge,
  Button,
  Checkbox,
  Code,
  CopyButton,
  Group,
  Modal,
  MultiSelect,
  Paper,
  Stack,
  Text,
  TextInput,
} from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { ApiScope, KeyMade, KeyView } from "../../../shared/integrations/schema.ts";
import { dayOf } from "../../../shared/points/programme/words.ts";
import { ask } from "../../api/client.ts";
import { useKeys } from "../api.ts";
import { momentOf, type Say, useSay } from "../language.tsx";
import { DateField, NumField } from "../parts/Fields.tsx";
import { Empty, Heading, Loaded, Trouble } from "../parts/States.tsx";
import { useStaff } from "../session.tsx";
import { useWrongs, Watched } from "../wrong.tsx";

function scopeWords(say: Say): Readonly<Record<ApiScope, string>> {
  return {
    scans: say("会員コードの読み取り", "Read member codes"),
    "members:read": say("会員の照会", "Look up members"),
    quotes: say("見積り", "Quotes"),
    purchases: say("会計", "Purchases"),
    refunds: say("返品・取消", "Refunds and voids"),
    holds: say("ポイントの確保", "Holds"),
    adjustments: say("ポイントの調整", "Adjustments"),
    "ledger:read": say("台帳の照会", "Read the ledger"),
    "coupons:read": say("会員のクーポンの照会", "Read members' coupons"),
    "coupons:issue": say("クーポンの配布", "Give coupons"),
  };
}

export function KeysScreen() {
  const keys = useKeys();
  const [making, setMaking] = useState(false);
  const [made, setMade] = useState<KeyMade | null>(null);
  const say = useSay();
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
        {(answer) =>
          answer.keys.length === 0 ? (
            <Empty>{say("まだキーがありません。", "No keys yet.")}</Empty>
          ) : (
            <Stack gap="sm">
              {answer.keys.map((key) => (
                <KeyCard one={key} key={key.keyId} onToken={setMade} />
              ))}
            </Stack>
          )
        }
      </Loaded>
      <Modal
        opened={making}
        onClose={() => setMaking(false)}
        title={say("キーを作る", "Make a key")}
        withinPortal={false}
        // It would write a style element that bears no nonce.
        lockScroll={false}
      >
        <MakeKey
          onMade={(result) => {
            setMade(result);
            setMaking(false);
          }}
        />
      </Modal>
    </>
  );
}

/** The token, which is shown this once. */
function Token({ made }: { readonly made: KeyMade | null }) {
  const say = useSay();
  if (made === null) return null;
  return (
    <Alert
      color="yellow"
      role="status"
      title={say(
        "このキーは今だけ表示されます。安全な場所に保管してください。",
        "This token is shown only now. Keep it somewhere safe.",
      )}
    >
      <Group>
        <Code className="token" data-testid="token">
          {made.token}
        </Code>
        <CopyButton value={made.token}>
          {({ copied, copy }) => (
            <Button size="xs" variant="default" onClick={copy}>
              {copied ? say("コピーしました", "Copied") : say("コピー", "Copy")}
            </Button>
          )}
        </CopyButton>
      </Group>
    </Alert>
  );
}

function MakeKey({ onMade }: { readonly onMade: (made: KeyMade) => void }) {
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

/** The record is written out in full above, so its keys are the scopes. */
function scopesOf(words: Readonly<Record<ApiScope, string>>): readonly ApiScope[] {
  return Object.keys(words) as ApiScope[];
}

const colours = { active: "green", replaced: "yellow", expired: "gray", revoked: "red" } as const;

function KeyCard({ one, onToken }: { readonly one: KeyView; readonly onToken: (made: KeyMade) => void }) {
  const { timeZone } = useStaff();
  const queries = useQueryClient();
  const say = useSay();
  const words = scopeWords(say);
  const [sure, setSure] = useState<"rotate" | "revoke" | null>(null);
  const again = () => queries.invalidateQueries({ queryKey: ["keys"] });
  const rotate = useMutation({
    mutationFn: () => ask<KeyMade>(`/api/console/keys/${one.keyId}/rotate`, { body: { oldForHours: 24 } }),
    onSuccess: async (made) => {
      onToken(made);
      setSure(null);
      await again();
    },
  });
  const revoke = useMutation({
    mutationFn: () => ask<KeyView>(`/api/console/keys/${one.keyId}`, { method: "DELETE" }),
    onSuccess: async () => {
      setSure(null);
      await again();
    },
  });
  const states = {
    active: say("有効", "Active"),
    replaced: say("交換済み", "Replaced"),
    expired: say("期限切れ", "Expired"),
    revoked: say("失効", "Revoked"),
  };
  const live = one.status === "active" || one.status === "replaced";
  return (
    <Paper withBorder p="md">
      <Group justify="space-between">
        <Group gap="xs">
          <Text fw={700}>{one.name}</Text>
          <Badge variant="light" color={colours[one.status]}>
            {states[one.status]}
          </Badge>
        </Group>
        {live && sure === null && (
          <Group gap="xs">
            {one.status === "active" && (
              <Button size="xs" variant="default" onClick={() => setSure("rotate")}>
                {say("交換", "Rotate")}
              </Button>
            )}
            <Button size="xs" variant="subtle" color="red" onClick={() => setSure("revoke")}>
              {say("失効させる", "Revoke")}
            </Button>
          </Group>
        )}
      </Group>
      <Text size="sm">{one.scopes.map((scope) => words[scope]).join("・")}</Text>
      <Text size="sm" c="dimmed">
        {one.stores === null
          ? say("すべてのお店", "All stores")
          : one.stores.map((store) => store.name).join("・")}
        ・{say(`1分${one.perMinuteMax}回まで`, `${one.perMinuteMax} a minute`)}・{say("作成", "made")}{" "}
        {momentOf(one.madeAtMs, timeZone)}
        {one.expiresAtMs === null ? "" : `・${say("期限", "until")} ${momentOf(one.expiresAtMs, timeZone)}`}・
        {one.lastUsedOn === null
          ? say("未使用", "never used")
          : `${say("最終利用", "last used")} ${dayOf(one.lastUsedOn)}`}
      </Text>
      {sure !== null && (
        <Alert color={sure === "revoke" ? "red" : "yellow"} mt="sm">
          <Text size="sm" mb="xs">
            {sure === "rotate"
              ? say(
                  "新しいキーを作ります。今のキーは24時間後に使えなくなります。",
                  "A new token is made; the present one works for 24 hours more.",
                )
              : say("このキーはすぐに使えなくなります。", "This key stops working at once.")}
          </Text>
          <Group gap="xs">
            <Button
              size="xs"
              color={sure === "revoke" ? "red" : "thread"}
              loading={rotate.isPending || revoke.isPending}
              onClick={() => (sure === "rotate" ? rotate.mutate() : revoke.mutate())}
            >
              {sure === "rotate" ? say("交換する", "Rotate") : say("失効させる", "Revoke")}
            </Button>
            <Button size="xs" variant="subtle" color="gray" onClick={() => setSure(null)}>
              {say("やめる", "Cancel")}
            </Button>
          </Group>
        </Alert>
      )}
      <Trouble error={rotate.error ?? revoke.error} />
    </Paper>
  );
}
