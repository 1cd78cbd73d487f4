import { Alert, Badge, Button, Paper, Progress, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { MenuState, MenusApplied, MenusState } from "../../../shared/menus/console.ts";
import { ask } from "../../api/client.ts";
import { useLanguage, useSay } from "../language.tsx";
import { Heading, Loaded, Trouble } from "../parts/States.tsx";
import { useStaff } from "../session.tsx";
import { menuStateWords, paletteWords } from "./menu-words.ts";

const path = "/api/console/menus";
/** While people are given their menus, the page looks how many are left. */
const watchMs = 3_000;

const useMenus = () =>
  useQuery({
    queryKey: ["menus"],
    queryFn: () => ask<MenusState>(path),
    refetchInterval: ({ state: { data } }) =>
      data !== undefined && (data.walking || data.waiting > 0) ? watchMs : false,
  });

/** The rich menus under the chat: what they look like, what LINE has of them, and the button that makes it the same. */
export function MenusScreen() {
  const menus = useMenus();
  const say = useSay();
  return (
    <>
      <Heading
        title={say("リッチメニュー", "Rich menus")}
        about={say(
          "トーク画面の下に出るメニューです。会員には言語とランクの色に合わせたものが表示されます。",
          "The menu under the chat. Members see it in their language and in the colours of their rank.",
        )}
      />
      <Loaded query={menus}>
        {(state) => (
          <>
            <Standing state={state} />
            <Shelf
              title={say("ゲスト（会員でない友だち）", "Guests (friends who are no members)")}
              menus={state.menus.filter(({ kind }) => kind === "guest")}
            />
            <Shelf title={say("会員・日本語", "Members, Japanese")} menus={membersOf(state, "ja")} />
            <Shelf title={say("会員・英語", "Members, English")} menus={membersOf(state, "en")} />
          </>
        )}
      </Loaded>
    </>
  );
}

function membersOf({ menus }: MenusState, language: "ja" | "en"): readonly MenuState[] {
  return menus.filter((menu) => menu.kind === "member" && menu.language === language);
}

/** How LINE's menus differ from these, and the button that makes them the same. */
function Standing({ state }: { readonly state: MenusState }) {
  const say = useSay();
  const { rights } = useStaff();
  const differ = state.menus.filter((menu) => menu.state !== "ready").length;
  const done = differ === 0 && state.defaultMenu === "ours";
  return (
    <Paper withBorder p="md">
      <Stack gap="sm">
        <Text fw={600}>
          {done
            ? say("LINEのメニューはすべて最新です。", "LINE has every menu as it is here.")
            : differ === 0
              ? say(
                  "ゲスト用のメニューが初期メニューになっていません。",
                  "The guests' menu is not the default one.",
                )
              : say(
                  `${state.menus.length}個のうち${differ}個がまだLINEに反映されていません。`,
                  `${differ} of ${state.menus.length} are not at LINE yet.`,
                )}
        </Text>
        <People state={state} />
        {rights.messages ? (
          <Apply total={state.menus.length} differ={differ} done={done} />
        ) : (
          <Text size="sm" c="dimmed">
            {say(
              "反映できるのは、お店全体のオーナー・店長・販促担当です。",
              "Owners, managers and marketers of the whole shop can put them in place.",
            )}
          </Text>
        )}
      </Stack>
    </Paper>
  );
}

function People({ state }: { readonly state: MenusState }) {
  const say = useSay();
  return (
    <>
      {(state.walking || state.waiting > 0) && (
        <Text size="sm" role="status">
          {say(
            `一人ひとりのメニューを切り替えています（残り ${state.waiting} 人${state.walking ? "以上" : ""}）`,
            `People are being given their menus (${state.waiting}${state.walking ? " or more" : ""} left)`,
          )}
        </Text>
      )}
      {state.superseded > 0 && (
        <Text size="sm" c="dimmed">
          {say(
            `古いメニュー ${state.superseded} 個は、全員の切り替えが済んだあとに消えます。`,
            `${state.superseded} old menus are deleted once everybody has a new one.`,
          )}
        </Text>
      )}
    </>
  );
}

/** A few menus a request, until none is left, so that it can be seen how far it is. */
function Apply({
  total,
  differ,
  done,
}: {
  readonly total: number;
  readonly differ: number;
  readonly done: boolean;
}) {
  const say = useSay();
  const queries = useQueryClient();
  const [left, setLeft] = useState<number | null>(null);
  const apply = useMutation({
    mutationFn: async () => {
      let last: MenusApplied;
      setLeft(differ);
      do {
        last = await ask<MenusApplied>(path, { body: {} });
        setLeft(last.left);
      } while (last.left > 0);
      return last;
    },
    onSettled: async () => {
      setLeft(null);
      await queries.invalidateQueries({ queryKey: ["menus"] });
    },
  });
  const waiting = apply.data?.waiting.length ?? 0;
  return (
    <>
      <div>
        <Button onClick={() => apply.mutate()} loading={apply.isPending} disabled={done}>
          {say("LINEに反映する", "Put them in place at LINE")}
        </Button>
      </div>
      {left !== null && (
        <Progress
          value={((total - left) / total) * 100}
          aria-label={say(`残り${left}個`, `${left} left`)}
          transitionDuration={200}
        />
      )}
      <Trouble error={apply.error} />
      {waiting > 0 && (
        <Alert color="yellow" role="status">
          {say(
            `LINEは1時間に100個までしかメニューを作れないため、${waiting}個が残っています。1時間後にもう一度押してください。`,
            `LINE makes at most 100 menus an hour, so ${waiting} are left. Press again in an hour.`,
          )}
        </Alert>
      )}
    </>
  );
}

function Shelf({ title, menus }: { readonly title: string; readonly menus: readonly MenuState[] }) {
  return (
    <Stack gap="xs">
      <Title order={2} size="h4">
        {title}
      </Title>
      <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }}>
        {menus.map((menu) => (
          <MenuCard menu={menu} key={menu.name} />
        ))}
      </SimpleGrid>
    </Stack>
  );
}

function MenuCard({ menu }: { readonly menu: MenuState }) {
  const say = useSay();
  const { language } = useLanguage();
  const { ja, en, colour } = menuStateWords[menu.state];
  const palette = say(...paletteWords[menu.palette]);
  const ranks = menu.ranks.map((rank) => rank[language]).join(say("・", ", "));
  const title =
    menu.kind === "guest"
      ? menu.language === "ja"
        ? say("日本語", "Japanese")
        : say("英語", "English")
      : palette;
  return (
    <Paper withBorder p="sm">
      <Stack gap={6}>
        <img
          className="menu-picture"
          src={menu.pictureUrl}
          alt={say(`${title}のメニュー`, `The menu: ${title}`)}
          loading="lazy"
        />
        <Text fw={600} size="sm">
          {title}
          {ranks !== "" && ranks !== title && `（${ranks}）`}
        </Text>
        <Badge color={colour} variant="light">
          {say(ja, en)}
        </Badge>
      </Stack>
    </Paper>
  );
}
