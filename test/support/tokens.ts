import { shop } from "../demo/shop.ts";
import type { Emulator } from "../emulator/index.ts";

/** A person's access token, as LINE hands it to a LIFF app that they open inside LINE. */
export async function accessTokenOf(
  emulator: Emulator,
  userId: string,
  liffId: string = shop.liffIdCard,
): Promise<string> {
  const address = emulator.openLiff({ userId, liffUrl: `https://liff.line.me/${liffId}`, in: "liff" });
  if (address === null) throw new Error(`there is no LIFF app ${liffId}`);
  const page = await (await fetch(address)).text();
  const token = /access_token=([^&"]+)/.exec(page)?.[1];
  if (token === undefined) throw new Error("the opening page carries no access token");
  return decodeURIComponent(token);
}
