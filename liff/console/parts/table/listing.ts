import { usePlace } from "../../router.tsx";
import { type Order, orderIn, orderText } from "./columns.ts";

/** What of a list stands in the address: its order, its page and its filters. */
export interface Listing {
  readonly order: Order;
  readonly page: number;
  readonly sort: (order: Order) => void;
  /** Back leads to the page before. */
  readonly turn: (page: number) => void;
  /** A filter's value; empty where it is not set. */
  readonly filter: (name: string) => string;
  /** Sets filters, null taking one away; the list begins again at its first page. */
  readonly narrow: (filters: Readonly<Record<string, string | null>>) => void;
}

/** `usual` is the order without one in the address: `-joined`. */
export function useListing(usual: string): Listing {
  const { query, refine } = usePlace();
  const page = Number(query.get("page") ?? 1);
  return {
    order: orderIn(query.get("sort") ?? usual),
    page: Number.isSafeInteger(page) && page > 0 ? page : 1,
    sort: (order) => {
      const text = orderText(order);
      refine({ sort: text === usual ? null : text, page: null });
    },
    turn: (to) => refine({ page: to <= 1 ? null : String(to) }, "opened"),
    filter: (name) => query.get(name) ?? "",
    narrow: (filters) => refine({ ...filters, page: null }),
  };
}
