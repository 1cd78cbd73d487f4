import type { Automation } from "../../../../shared/automations/schema.ts";

/** What every part of the form about an automation is given. */
export interface FormProps {
  readonly automation: Automation;
  readonly set: (change: Partial<Automation>) => void;
  /** What is wrong with a field, in words. */
  readonly wrong: (field: string) => string | undefined;
  /** Forgets what stands in fields of a part that is no longer there. */
  readonly forget: (part: string) => void;
}
