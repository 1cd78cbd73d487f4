import type { Endpoint } from "./call.ts";

export interface FoundEndpoint {
  readonly endpoint: Endpoint;
  readonly params: Readonly<Record<string, string>>;
}

interface CompiledEndpoint {
  readonly endpoint: Endpoint;
  readonly host: string;
  readonly method: string;
  readonly pattern: RegExp;
}

/** Finds the endpoint for a request; a route without parameters wins over one with. */
export class RouteTable {
  /** Routes without parameters, by host, method and path: the busy ones, found at once. */
  readonly #plain = new Map<string, FoundEndpoint>();
  readonly #compiled: readonly CompiledEndpoint[];

  constructor(endpoints: readonly Endpoint[]) {
    const parametersIn = (route: string) => route.split("{").length;
    this.#compiled = [...endpoints]
      .sort((one, other) => parametersIn(one.route) - parametersIn(other.route))
      .map(compiled);
    for (const { endpoint, host } of this.#compiled) {
      if (!endpoint.route.includes("{"))
        this.#plain.set(`${host} ${endpoint.route}`, { endpoint, params: {} });
    }
  }

  find(host: string, method: string, path: string): FoundEndpoint | "other_method" | "nothing" {
    const plain = this.#plain.get(`${host} ${method} ${path}`);
    if (plain) return plain;
    const here = this.#compiled.filter((entry) => entry.host === host && entry.pattern.test(path));
    const entry = here.find((candidate) => candidate.method === method);
    if (!entry) return here.length > 0 ? "other_method" : "nothing";
    const groups = entry.pattern.exec(path)?.groups ?? {};
    const params = Object.fromEntries(
      Object.entries(groups).map(([name, value]) => [name, decodedPart(value ?? "")]),
    );
    return { endpoint: entry.endpoint, params };
  }
}

function compiled(endpoint: Endpoint): CompiledEndpoint {
  const [method = "", template = ""] = endpoint.route.split(" ");
  const source = template
    .replaceAll(".", "\\.")
    .replace(/\{(\w+)\}/g, (_whole, name: string) => `(?<${name}>[^/]+)`);
  return {
    endpoint,
    host: endpoint.host ?? "api.line.me",
    method,
    pattern: new RegExp(`^${source}$`),
  };
}

/** Percent-decoded where that is possible. */
export function decodedPart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
