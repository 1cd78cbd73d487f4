import { useMemo } from "preact/hooks";
import { groupDigits } from "../../../shared/card/code.ts";
import { code128, MEMBER_BARS_MODULES } from "../../ui/symbols/code128.ts";
import { fitSymbol } from "../../ui/symbols/fit.ts";
import { MEMBER_QR_MODULES, memberQr } from "../../ui/symbols/qr.ts";
import { barsRoom, pixelRatio, symbolRoom } from "../viewport.ts";
import { words } from "../words.ts";

/** How the code is drawn: one symbol at a time, two side by side confuse a scanner. */
export type View = "qr" | "bars" | "digits";

const BARS_HEIGHT = 120;

/** The code itself, black on white, never animated. */
export function CodeSymbol({
  code,
  view,
  label,
}: {
  readonly code: string;
  readonly view: View;
  /** What a QR is called where it is not seen. */
  readonly label: string;
}) {
  if (view === "digits") return <Digits code={code} />;
  return view === "bars" ? <Bars code={code} /> : <Qr code={code} label={label} />;
}

function Qr({ code, label }: { readonly code: string; readonly label: string }) {
  const { path, modules } = useMemo(() => memberQr(code), [code]);
  const { widthCss } = fitSymbol(MEMBER_QR_MODULES, symbolRoom.value, pixelRatio.value);
  return (
    <svg
      class="symbol"
      role="img"
      aria-label={label}
      width={widthCss}
      height={widthCss}
      viewBox={`0 0 ${modules} ${modules}`}
      shape-rendering="crispEdges"
    >
      <path d={path} />
    </svg>
  );
}

function Bars({ code }: { readonly code: string }) {
  const { path, modules } = useMemo(() => code128(code), [code]);
  const { widthCss } = fitSymbol(MEMBER_BARS_MODULES, barsRoom.value, pixelRatio.value);
  return (
    <svg
      class="symbol"
      role="img"
      aria-label={words.value.card.bars}
      width={widthCss}
      height={BARS_HEIGHT}
      viewBox={`0 0 ${modules} 1`}
      preserveAspectRatio="none"
      shape-rendering="crispEdges"
    >
      <path d={path} />
    </svg>
  );
}

function Digits({ code }: { readonly code: string }) {
  const { digits, digitsHint } = words.value.card;
  return (
    <div class="digits">
      <p class="unseen">{digits}</p>
      <p class="digits-groups number">
        {groupDigits(code)
          .split(" ")
          .map((group, index) => (
            <span key={index}>{group}</span>
          ))}
      </p>
      <p class="soft small">{digitsHint}</p>
    </div>
  );
}
