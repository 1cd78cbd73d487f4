import { defaultSlot, type MenuPerson, type MenuSlot, slotFor } from "../../../shared/menus/slots.ts";
import type { ShownMenus } from "./shown.ts";

/** What is to be done about a person's menu. A null `menuId`: they have none of their own and see the default. */
export type Decision =
  /** Nobody to show a menu to, or none to show. */
  { readonly kind: "nothing" } | { readonly kind: "show"; readonly menuId: string | null };

/** `following` is null where LINE has told nothing: linking is harmless for whoever is no friend. */
export function decide(
  person: MenuPerson & { readonly following: boolean | null },
  { menus }: ShownMenus,
): Decision {
  if (person.following === false || Object.keys(menus).length === 0) return { kind: "nothing" };
  const slot = slotFor(person);
  if (slot.name === defaultSlot.name) return { kind: "show", menuId: null };
  const menuId = idOf(slot, menus);
  return menuId === null ? { kind: "nothing" } : { kind: "show", menuId };
}

/** While LINE has not let all of them be made yet, a member's menu in the house's colours does. */
function idOf(slot: MenuSlot, menus: ShownMenus["menus"]): string | null {
  return menus[slot.name] ?? menus[`${slot.kind}-${slot.language}-house`] ?? null;
}
