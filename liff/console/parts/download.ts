import { ApiError, NetworkError } from "../../api/client.ts";

/** A file of our server's. @throws ApiError for a refusal, NetworkError for silence. */
export async function fileFrom(address: string, init: RequestInit = {}): Promise<Blob> {
  return (await namedFileFrom(address, init)).bytes;
}

/** `name`: as the server calls it; null where it does not. */
export interface NamedFile {
  readonly bytes: Blob;
  readonly name: string | null;
}

/** @throws as `fileFrom` */
export async function namedFileFrom(address: string, init: RequestInit = {}): Promise<NamedFile> {
  let response: Response;
  try {
    response = await fetch(address, { ...init, credentials: "same-origin", cache: "no-store" });
    if (response.ok) return { bytes: await response.blob(), name: nameIn(response.headers) };
  } catch (cause) {
    throw new NetworkError(cause);
  }
  throw new ApiError(response.status, refusalIn(await response.json().catch(() => null)));
}

function nameIn(headers: Headers): string | null {
  const coded = /filename\*=UTF-8''([^;]+)/.exec(headers.get("content-disposition") ?? "")?.[1];
  return coded === undefined ? null : decodeURIComponent(coded);
}

/** Our server's refusals have this shape; a proxy's page has none, and counts as trouble of the server's. */
function refusalIn(body: unknown): ConstructorParameters<typeof ApiError>[1] {
  if (typeof body === "object" && body !== null && "error" in body)
    return body as ConstructorParameters<typeof ApiError>[1];
  return { error: { code: "server.error", message: "" }, requestId: "" };
}

/** Hands the browser a file to keep under `name`. */
export function save(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
