/** Japanese where the machine speaks it, unless another language is asked for. */
export function languageFor(asked: string | undefined, env: NodeJS.ProcessEnv): "ja" | "en" {
  const spoken = asked ?? env.LC_ALL ?? env.LC_MESSAGES ?? env.LANG ?? "";
  return /^ja\b|^ja_/i.test(spoken) ? "ja" : "en";
}
