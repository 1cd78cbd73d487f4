/** Names by which LINE counts openings: 1 to 30 of `a-z A-Z 0-9 _`, a thousand of them in a month (Messaging API reference). */

export function unitOfRun(runPublicId: string, variant: number): string {
  return `c_${runPublicId}_${variant}`;
}

/** One name for all its months: LINE is asked by days anyway, and names are few. */
export function unitOfAutomation(automationId: string): string {
  return `a_${automationId}`;
}
