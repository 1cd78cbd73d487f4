import { Button, Group, Stack, Text, TextInput } from "@mantine/core";
import type { CouponState } from "../../../../shared/coupons/console.ts";
import { benefitWords } from "../../../../shared/coupons/sentences.ts";
import { textQr } from "../../../ui/symbols/qr.ts";
import { useLanguage, useSay } from "../../language.tsx";
import { save } from "../../parts/download.ts";
import { config } from "../../session.tsx";
import { nameOf, validityWords } from "../words.ts";

/** The QR in the shop, to look at, to print as a sheet, or to take along as a picture for a poster. */
export function ShopQr({ state: { claimUrl, published } }: { readonly state: CouponState }) {
  const { language } = useLanguage();
  const say = useSay();
  if (claimUrl === null || published === null) return null;
  const { path, modules } = textQr(claimUrl);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${modules} ${modules}" width="1024" height="1024"><path fill="#fff" d="M0 0h${modules}v${modules}H0z"/><path d="${path}"/></svg>`;
  return (
    <Stack gap="lg">
      <section className="qr-sheet" aria-label={say("店頭に置く紙", "The sheet for the shop")}>
        <p className="qr-shop">{config.shopName}</p>
        <p className="qr-benefit">{benefitWords(published.benefit, language)}</p>
        <p className="qr-name">{nameOf(published, say)}</p>
        <svg
          viewBox={`0 0 ${modules} ${modules}`}
          role="img"
          aria-label={say("クーポンを受け取るQRコード", "QR that gives the coupon")}
        >
          <path d={path} />
        </svg>
        <p className="qr-how">
          {say(
            "LINEのカメラで読み取ると、会員証にクーポンが届きます",
            "Read it with LINE: the coupon reaches your card",
          )}
        </p>
        <p className="qr-until">{validityWords(published.validity, say)}</p>
      </section>
      <Group className="no-print">
        <Button onClick={() => print()}>{say("印刷する", "Print")}</Button>
        <Button
          variant="default"
          onClick={() => save(new Blob([svg], { type: "image/svg+xml" }), "coupon-qr.svg")}
        >
          {say("QRの画像(SVG)を保存", "Save the QR as SVG")}
        </Button>
      </Group>
      <div className="no-print">
        <TextInput
          label={say("QRの中身(リンクとしても使えます)", "What is in it; a link as well")}
          readOnly
          maw={520}
          value={claimUrl}
          onFocus={({ currentTarget }) => currentTarget.select()}
        />
        <Text size="sm" c="dimmed" mt="sm">
          {say(
            "写真に撮られると店の外でも読み取れます。お一人の上限と、配る枚数の上限を決めておくと安心です。",
            "A photo of it works outside the shop: set limits for a member and in all.",
          )}
        </Text>
      </div>
    </Stack>
  );
}
