import type { Role } from "../../../shared/stores/schema.ts";

/** Who does something. `id` is a public id, fit for the audit log. */
export type Actor =
  | { readonly kind: "member"; readonly id: string }
  | { readonly kind: "staff"; readonly id: string; readonly role: Role }
  /** A POS or EC system, by the public id of its API key. */
  | { readonly kind: "key"; readonly id: string }
  | { readonly kind: "line"; readonly id: "webhook" }
  | { readonly kind: "system"; readonly id: string };
