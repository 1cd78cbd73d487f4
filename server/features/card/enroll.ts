import { confirmationOf, fromBase64Url, toBase64Url } from "../../../shared/card/key.ts";
import type { Enroll, Enrolled } from "../../../shared/card/schema.ts";
import { Refusal } from "../../../shared/errors.ts";
import { newDeviceMessages } from "../../../shared/messages/notices.ts";
import type { Deps } from "../../deps.ts";
import { audited } from "../../platform/database/plan.ts";
import type { Bound } from "../../platform/database/prepared.ts";
import { readAgain } from "../../platform/http/once.ts";
import { cardUrl } from "../../platform/line/links.ts";
import { queued } from "../../platform/outbox/index.ts";
import { inTurn } from "../../platform/turns.ts";
import { type Member, mayReceive } from "../members/index.ts";
import * as store from "./store.ts";

const hour = 3_600_000;
const keyLifeMs = 7 * 24 * hour;
const rotateAfterMs = 24 * hour;
const devicesMax = 2;
const limits = [
  { withinMs: hour, most: 6 },
  { withinMs: 24 * hour, most: 20 },
];

/**
 * Gives a device's public key a handle. Only public keys are stored; the code's key is derived on both ends and never
 * travels. A device's earlier key stays good for a while (codes on the screen), a third device evicts the oldest.
 * @throws Refusal card.enroll_limit or card.bad_key.
 */
export async function enrollDevice(deps: Deps, member: Member, input: Enroll): Promise<Enrolled> {
  const clientPublic = fromBase64Url(input.pub);
  const serverPublic = await deps.cardKeyring.publicKey(deps.cardKeyring.currentKid);
  if (clientPublic?.length !== 65 || serverPublic === null) throw new Refusal("card.bad_key");
  // The limits are counted before the key is written, so one member's enrolments go one after the other.
  return inTurn(deps, `enroll:${member.memberId}`, () =>
    readAgain(deps, () => enrollOnce(deps, member, input, clientPublic, serverPublic)),
  );
}

async function enrollOnce(
  deps: Deps,
  member: Member,
  input: Enroll,
  clientPublic: Uint8Array<ArrayBuffer>,
  serverPublic: Uint8Array<ArrayBuffer>,
): Promise<Enrolled> {
  const { memberId } = member;
  const nowMs = deps.clock.nowMs();
  const keys = await deps.database.all(store.keysOf, { memberId, sinceMs: nowMs - 24 * hour });
  const over = limits.some(
    ({ withinMs, most }) => keys.filter((key) => key.created_at_ms > nowMs - withinMs).length >= most,
  );
  if (over) throw new Refusal("card.enroll_limit");

  const kid = deps.cardKeyring.currentKid;
  const handle = deps.ids.digits(10);
  const sign = await deps.cardKeyring.signer(kid, handle, clientPublic);
  if (sign === null) throw new Refusal("card.bad_key");

  const active = keys.filter((key) => key.status === "active" && key.not_after_ms > nowMs);
  const replaced = active.filter((key) => key.device_id === input.deviceId);
  const others = active.filter((key) => key.device_id !== input.deviceId);
  const evicted = others.slice(devicesMax - 1);
  const notAfterMs = nowMs + keyLifeMs;
  const statements: Bound[] = [
    store.insertKey.with({
      handle,
      memberId,
      deviceId: input.deviceId,
      pub: input.pub,
      kid,
      nowMs,
      notAfterMs,
    }),
    ...[...replaced, ...evicted].map((key) => store.replaceKey.with({ handle: key.handle, nowMs })),
    ...(replaced.length === 0 && others.length > 0 ? await newDeviceNotice(deps, member, handle) : []),
  ];
  const row = {
    auditId: deps.ids.ulid(),
    atMs: nowMs,
    actor: { kind: "member" as const, id: member.publicId },
    action: "card.enroll",
    subject: `member:${member.publicId}`,
    nodeId: null,
    details: { replaced: replaced.length, evicted: evicted.length },
  };
  await deps.database.commit(audited(row, statements));
  return {
    handle,
    kid,
    serverPub: toBase64Url(serverPublic),
    confirm: toBase64Url(await confirmationOf(sign, handle)),
    serverTimeMs: deps.clock.nowMs(),
    notAfterMs,
    rotateAfterMs: nowMs + rotateAfterMs,
  };
}

/** A card that comes alive on another phone is told to its owner, once; renewing a key on the same one is not. */
async function newDeviceNotice(deps: Deps, member: Member, handle: string): Promise<Bound[]> {
  if (member.lineUserId === null || !(await mayReceive(deps, member.lineUserId))) return [];
  return [
    queued(deps, {
      dedupeKey: `new_device:${handle}`,
      lineUserId: member.lineUserId,
      memberId: member.memberId,
      reason: "new_device",
      messages: newDeviceMessages(
        { shopName: deps.settings.shopName, cardUrl: cardUrl(deps) },
        member.language,
      ),
    }),
  ];
}
