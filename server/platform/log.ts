/** One line per happening, as JSON. Never a name, a LINE id, a token or a code: public ids and error codes only. */
export interface Log {
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
}

export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** For Workers, whose logs are what is written to the console. */
export const consoleLog: Log = {
  info: (event, fields) => console.log(JSON.stringify({ level: "info", event, ...fields })),
  warn: (event, fields) => console.warn(JSON.stringify({ level: "warn", event, ...fields })),
  error: (event, fields) => console.error(JSON.stringify({ level: "error", event, ...fields })),
};

/** A failure as one short line for the log: its name and message, no body of anything. */
export function failureText(failure: unknown): string {
  if (!(failure instanceof Error)) return String(failure);
  const cause = failure.cause instanceof Error ? ` < ${failure.cause.message}` : "";
  return `${failure.name}: ${failure.message}${cause}`;
}
