/**
 * What the server wrote into the page as JSON. `Config` is the type that shared/ gives this page.
 * Throws where the page was served without it, because nothing works then.
 */
export function readConfig<Config>(): Config {
  const text = document.getElementById("goen-config")?.textContent;
  if (text === undefined || text === null) throw new Error("the page was served without its configuration");
  return trusted<Config>(JSON.parse(text));
}

/** Believed because our own server writes it, from the same type. */
function trusted<Config>(value: unknown): Config {
  return value as Config;
}
