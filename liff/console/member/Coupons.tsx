import { Badge, Button, Group, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { HeldStatus } from "../../../shared/coupons/schema.ts";
import type { HeldCoupon } from "../../../shared/coupons/views.ts";
import type { MemberPage } from "../../../shared/members/profile.ts";
import { dayOf, yenOf } from "../../../shared/points/programme/words.ts";
import { momentOf, useLanguage, useSay } from "../language.tsx";
import { Loaded } from "../parts/States.tsx";
import { Teach } from "../parts/Teach.tsx";
import { To } from "../parts/To.tsx";
import { useStaff } from "../session.tsx";
import { useMemberCoupons } from "./api.ts";
import { EveryonesCoupons } from "./EveryonesCoupons.tsx";
import { GiveCoupon } from "./GiveCoupon.tsx";
import { RevokeCoupon } from "./RevokeCoupon.tsx";
import { Section } from "./Section.tsx";
import { couponChangeWords, heldWords, viaWords } from "./words.ts";

/** The coupons of one member, the newest first, with all that happened to each; given and withdrawn by hand here. */
export function MemberCoupons({ page }: { readonly page: MemberPage }) {
  const { rights } = useStaff();
  const memberId = page.member.publicId;
  const coupons = useMemberCoupons(memberId);
  const say = useSay();
  return (
    <>
      {rights.adjust && page.member.status !== "left" && <GiveCoupon memberId={memberId} key={memberId} />}
      <Section title={say("クーポン", "Coupons")}>
        <Loaded query={coupons}>
          {({ coupons: found }) =>
            found.length === 0 ? (
              <Teach title={say("まだクーポンがありません", "No coupons yet")}>
                {say(
                  "渡されたクーポンと、使われた会員全員のクーポンが、経緯とともにここに並びます。",
                  "What was given stands here, and what was used of those for every member, with all that happened to it.",
                )}
              </Teach>
            ) : (
              <Stack gap={0} component="ul" className="notes">
                {found.map((coupon) => (
                  <One key={coupon.walletId} coupon={coupon} memberId={memberId} />
                ))}
              </Stack>
            )
          }
        </Loaded>
      </Section>
      {coupons.data !== undefined && <EveryonesCoupons everyones={coupons.data.everyones} />}
    </>
  );
}

const colours: Readonly<Record<HeldStatus, string>> = {
  held: "green",
  reserved: "blue",
  redeemed: "gray",
  expired: "gray",
  revoked: "orange",
};

function One({ coupon, memberId }: { readonly coupon: HeldCoupon; readonly memberId: string }) {
  const { rights, timeZone } = useStaff();
  const { language } = useLanguage();
  const say = useSay();
  const [open, setOpen] = useState(false);
  const name = coupon.name[language] || coupon.name.ja;
  const used = coupon.changes.findLast(({ kind }) => kind === "redeemed");
  return (
    <li>
      <Group gap="xs">
        <Badge variant="light" color={colours[coupon.status]}>
          {say(...heldWords[coupon.status])}
        </Badge>
        <Text fw={600} component="span">
          <To to={`coupons/${coupon.couponId}`}>{name}</To>
        </Text>
      </Group>
      <Text size="sm" c="dimmed" mt={4}>
        {say(...(viaWords[coupon.via] ?? [coupon.via, coupon.via]))}・{momentOf(coupon.issuedAtMs, timeZone)}
        {coupon.untilOn !== null &&
          `・${say(`${dayOf(coupon.untilOn)}まで`, `until ${dayOf(coupon.untilOn)}`)}`}
      </Text>
      {coupon.status === "redeemed" && used !== undefined && (
        <Text size="sm">
          {momentOf(used.atMs, timeZone)} {used.storeName ?? say("お店の指定なし", "No store")}
          {used.yen > 0 && ` −${yenOf(used.yen)}`}
        </Text>
      )}
      <Group gap="md">
        <Button variant="subtle" px={0} aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? say("経緯を閉じる", "Close") : say("経緯を見る", "What happened")}
        </Button>
        {rights.adjust && <RevokeCoupon coupon={coupon} memberId={memberId} />}
      </Group>
      {open && <Changes changes={coupon.changes} />}
    </li>
  );
}

function Changes({ changes }: Pick<HeldCoupon, "changes">) {
  const { timeZone } = useStaff();
  const say = useSay();
  return (
    <Stack component="ol" gap={4} className="story">
      {changes.map((change) => (
        <Text component="li" size="sm" key={`${change.atMs} ${change.kind}`}>
          <span className="numbers">{momentOf(change.atMs, timeZone)}</span>{" "}
          <b>{say(...couponChangeWords[change.kind])}</b>
          {[change.storeName, change.actorName].filter((each) => each !== null).map((each) => `・${each}`)}
          {change.yen > 0 && `・−${yenOf(change.yen)}`}
          {change.reason !== null && `・${change.reason}`}
        </Text>
      ))}
    </Stack>
  );
}
