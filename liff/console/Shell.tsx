import { AppShell, Burger, Button, Group, Menu, ScrollArea, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { type ReactNode, useEffect, useRef } from "react";
import { useLanguage, useSay } from "./language.tsx";
import { SendingBanner } from "./line/Banner.tsx";
import { Nav } from "./Nav.tsx";
import { Finder } from "./parts/Finder.tsx";
import { Notices } from "./parts/Notice.tsx";
import { Offline } from "./parts/Offline.tsx";
import { useLink, usePlace } from "./router.tsx";
import type { ScreenEntry } from "./screen.ts";
import { config, useSigning, useStaff } from "./session.tsx";
import { roleWords } from "./words/roles.ts";

/** Head and side of every screen. */
export function Shell({
  screens,
  children,
}: {
  readonly screens: readonly ScreenEntry[];
  readonly children: ReactNode;
}) {
  const [opened, { toggle, close }] = useDisclosure(false);
  const say = useSay();
  const link = useLink();
  const content = useFocusOnArrival();
  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 232, breakpoint: "sm", collapsed: { mobile: !opened } }}
      padding="lg"
    >
      <a className="skip" href="#content">
        {say("本文へ", "Skip to content")}
      </a>
      <AppShell.Header px="md">
        <Group h="100%" justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap" miw={0}>
            <Burger
              opened={opened}
              onClick={toggle}
              hiddenFrom="sm"
              size="sm"
              aria-label={say("メニュー", "Menu")}
              aria-expanded={opened}
            />
            <a className="shop" {...link("")}>
              {config.shopName}
            </a>
          </Group>
          <Finder />
          <Person />
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="sm" aria-label={say("画面", "Screens")}>
        <ScrollArea scrollbarSize={6} viewportProps={{ tabIndex: -1 }}>
          <Nav screens={screens} onChoose={close} />
        </ScrollArea>
      </AppShell.Navbar>
      <AppShell.Main id="content" ref={content} tabIndex={-1}>
        <Stack gap="lg" maw={1040}>
          <Offline />
          <SendingBanner />
          <Notices>{children}</Notices>
        </Stack>
      </AppShell.Main>
    </AppShell>
  );
}

/** Whoever goes on by keyboard or by ear arrives in the new screen, not behind the link they pressed in the old one. */
function useFocusOnArrival() {
  const { path } = usePlace();
  const content = useRef<HTMLElement>(null);
  const before = useRef(path);
  useEffect(() => {
    if (before.current === path) return;
    before.current = path;
    // Arrows go from tab to tab, and each is an address: who is on the tabs stays there.
    if (document.activeElement?.closest('[role="tablist"]') != null) return;
    content.current?.focus({ preventScroll: true });
  }, [path]);
  return content;
}

function Person() {
  const { staff, role } = useStaff();
  const { signOut } = useSigning();
  const { language, choose } = useLanguage();
  const say = useSay();
  return (
    <Menu position="bottom-end" withinPortal={false}>
      <Menu.Target>
        <Button variant="subtle" color="gray" px="xs" className="person">
          <Text truncate size="sm">
            {staff.name ?? say(...roleWords[role])}
          </Text>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{say(...roleWords[role])}</Menu.Label>
        <Menu.Item onClick={() => choose(language === "ja" ? "en" : "ja")}>
          {language === "ja" ? "English" : "日本語"}
        </Menu.Item>
        <Menu.Item component="a" href="/till/">
          {say("レジ画面", "Till")}
        </Menu.Item>
        <Menu.Item onClick={() => void signOut()}>{say("サインアウト", "Sign out")}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
