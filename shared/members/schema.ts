import { z } from "zod";

/** `POST /api/card/session`: proof of who is asking, once; our own cookie after that. One of the two is needed. */
export const openSession = z
  .strictObject({
    idToken: z.string().min(1).max(4096).optional(),
    accessToken: z.string().min(1).max(4096).optional(),
  })
  .refine((body) => body.idToken !== undefined || body.accessToken !== undefined, {
    message: "idToken or accessToken is needed",
  });
export type OpenSession = z.infer<typeof openSession>;

/** `POST /api/card/join`. Both boxes are the member's own act, so only `true` is a value. */
export const join = z.strictObject({
  termsVersion: z.string().min(1).max(40),
  acceptTerms: z.literal(true),
  /** Consent to tie visits and purchases to the LINE account (LINE User Data Policy). */
  acceptData: z.literal(true),
  language: z.enum(["ja", "en"]),
});
export type Join = z.infer<typeof join>;

/** `POST /api/card/leave`: the LINE access token lets the server end LINE's own permission as well. */
export const leave = z.strictObject({ accessToken: z.string().min(1).max(4096).optional() });
export type Leave = z.infer<typeof leave>;

/** Days of each month, 29 February among them. */
const monthDays = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const monthAndDay = z
  .string()
  .regex(/^\d\d-\d\d$/)
  .refine((text) => {
    const [month = 0, day = 0] = text.split("-").map(Number);
    return day >= 1 && day <= (monthDays[month - 1] ?? 0);
  }, "no such day");

/** `PUT /api/card/birthday`: month and day, never the year, which nothing here asks for. */
export const birthday = z.strictObject({ birthday: monthAndDay });
export type Birthday = z.infer<typeof birthday>;

/** `PUT /api/console/members/{memberId}/birthday`, and its answer; null: none is known. */
export const birthdayCorrected = z.strictObject({ birthday: monthAndDay.nullable() });
export type BirthdayCorrected = z.infer<typeof birthdayCorrected>;

export interface Terms {
  readonly version: string;
  /** Paragraphs, plain text. */
  readonly terms: { readonly ja: readonly string[]; readonly en: readonly string[] };
  readonly dataUse: { readonly ja: readonly string[]; readonly en: readonly string[] };
}

/** Answer of `POST /api/card/session`. */
export type CardSession =
  | {
      readonly status: "member";
      readonly serverTimeMs: number;
    }
  | {
      readonly status: "guest";
      /** From the ID token; null where LINE gave only `openid`. */
      readonly name: string | null;
      readonly pictureUrl: string | null;
      readonly terms: Terms;
      readonly serverTimeMs: number;
    };

export interface MemberView {
  /** Random, shown to people; never the code and never a key. */
  readonly publicId: string;
  readonly name: string | null;
  readonly pictureUrl: string | null;
  /** `yyyy-mm-dd` in the shop's zone. */
  readonly joinedOn: string;
  /** `MM-DD`; null where it was not told. */
  readonly birthday: string | null;
}
