import { AppShell, Burger, Button, Group, Menu, ScrollArea, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import type { ReactNode } from "react";
import type { ConsoleRole } from "../../shared/stores/console.ts";
import { useLanguage, useSay } from "./language.tsx";
import { SendingBanner } from "./line/Banner.tsx";
import { Screens } from "./Nav.tsx";
import { Offline } from "./parts/Offline.tsx";
import { config, useSigning, useStaff } from "./session.tsx";

/** Head and side of every screen. */
export function Shell({ children }: { readonly children: ReactNode }) {
  const [opened, { toggle, close }] = useDisclosure(false);
  const say = useSay();
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
          <Group gap="sm" wrap="nowrap">
            <Burger
              opened={opened}
              onClick={toggle}
              hiddenFrom="sm"
              size="sm"
              aria-label={say("メニュー", "Menu")}
              aria-expanded={opened}
            />
            <Text fw={700} truncate>
              {config.shopName}
            </Text>
            <Text c="dimmed" size="sm" visibleFrom="sm">
              {say("管理画面", "Console")}
            </Text>
          </Group>
          <Person />
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="sm" aria-label={say("画面", "Screens")}>
        <ScrollArea>
          <Screens onChoose={close} />
        </ScrollArea>
      </AppShell.Navbar>
      <AppShell.Main id="content">
        <Stack gap="lg" maw={1040}>
          <Offline />
          <SendingBanner />
          {children}
        </Stack>
      </AppShell.Main>
    </AppShell>
  );
}

export const roleWords: Readonly<Record<ConsoleRole, readonly [ja: string, en: string]>> = {
  owner: ["オーナー", "Owner"],
  manager: ["店長", "Manager"],
  marketer: ["販促担当", "Marketer"],
  auditor: ["監査", "Auditor"],
};

function Person() {
  const { staff, role } = useStaff();
  const { signOut } = useSigning();
  const { language, choose } = useLanguage();
  const say = useSay();
  return (
    <Menu position="bottom-end" withinPortal={false}>
      <Menu.Target>
        <Button variant="subtle" color="gray" px="xs" maw={180}>
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
