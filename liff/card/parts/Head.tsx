import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { goBack } from "../router.ts";
import { words } from "../words.ts";
import { Icon } from "./Icon.tsx";
import { Knot } from "./Thread.tsx";

/** The card's own head: the shop, and a way to the settings. */
export function ShopHead({
  shop,
  children,
}: {
  readonly shop: string;
  readonly children?: ComponentChildren;
}) {
  return (
    <header class="head">
      <Knot />
      <p class="head-shop">{shop}</p>
      {children}
    </header>
  );
}

/** The head of every other screen: back, and where one is. The title takes the focus, so that it is read out. */
export function PageHead({ title }: { readonly title: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <header class="head">
      <button type="button" class="icon-button" aria-label={words.value.back} onClick={goBack}>
        <Icon name="back" />
      </button>
      <h1 class="head-title" tabIndex={-1} ref={heading}>
        {title}
      </h1>
    </header>
  );
}
