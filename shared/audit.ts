import { z } from "zod";
import { pageAsked } from "./listing.ts";

/** `GET /api/console/audit`; without a day, the last 30. */
export const auditAsked = z.object({
  page: pageAsked,
  actor: z.string().max(40).optional(),
  /** `stores.close`, or all of a part: `stores`. */
  action: z.string().max(60).optional(),
  /** `kind:id`, or a public id alone. */
  subject: z.string().max(80).optional(),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
});
export type AuditAsked = z.infer<typeof auditAsked>;

export interface AuditView {
  readonly auditId: string;
  readonly atMs: number;
  readonly actor: { readonly kind: string; readonly id: string; readonly name: string | null };
  readonly action: string;
  readonly subject: { readonly kind: string; readonly id: string; readonly name: string | null };
  readonly place: string | null;
  readonly details: Readonly<Record<string, string | number | boolean | null>>;
}
