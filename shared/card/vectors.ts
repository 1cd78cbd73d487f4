import type { ParsedCode, ParseFailure, Purpose } from "./code.ts";

/**
 * RMC1 in numbers: any other implementation (a POS, another phone) must arrive at these. Bytes are lower-case hex.
 * The HMACs, the key derivation and the truncation were computed by two implementations that share no code.
 */
export const agreementVector = {
  clientPrivate: "0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20",
  clientPublic:
    "04515c3d6eb9e396b904d3feca7f54fdcd0cc1e997bf375dca515ad0a6c3b4035f" +
    "4536be3a50f318fbf9a5475902a221502bef0d57e08c53b2cc0a56f17d9f9354",
  serverPrivate: "2122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f40",
  serverPublic:
    "041f140146bfb1b251f84f4ddbe0d4cdcfd77afd984a9520e35794021f8312bb9e" +
    "ec995a08b1fa7704df3dcc0b50a9665263fb7711f95f9f8a449c5096e47c892b",
  sharedSecret: "4fe243908f378aa1c2a69538822e6ed908c3225d8692575507c649901245150a",
  kid: 1,
  handle: "0358194627",
  keyInfo:
    "524d43312f6b6579013033353831393436323704515c3d6eb9e396b904d3feca7f54fdcd0cc1e997bf375dca515ad0a6c3b4035f" +
    "4536be3a50f318fbf9a5475902a221502bef0d57e08c53b2cc0a56f17d9f9354041f140146bfb1b251f84f4ddbe0d4cdcfd77afd" +
    "984a9520e35794021f8312bb9eec995a08b1fa7704df3dcc0b50a9665263fb7711f95f9f8a449c5096e47c892b",
  key: "eacdae6d6f3a0a06c51853fe11dc47d3f114febfe7242a17c03336cb8ecb2fc9",
  confirm: "0042a4480a02a927",
} as const;

export interface CodeVector {
  readonly purpose: Purpose;
  /** Unix seconds. */
  readonly atSeconds: number;
  readonly step: number;
  readonly message: string;
  readonly mac: string;
  readonly otp: string;
  readonly code: string;
}

export const codeVectors: readonly CodeVector[] = [
  {
    purpose: 7,
    atSeconds: 0,
    step: 0,
    message: "524d433137303335383139343632370000000000000000",
    mac: "c0df657697e9bd69bda7144d8d1d2c00ed96c8a8e0bc7774f805d8fdd28834b8",
    otp: "12510953",
    code: "70358194627125109536",
  },
  {
    purpose: 7,
    atSeconds: 1791000000,
    step: 119400000,
    message: "524d4331373033353831393436323700000000071de640",
    mac: "cdd6663874471408c4c601891a82973ea57f5cc29dd72cc8051248393dd6528a",
    otp: "21671239",
    code: "70358194627216712393",
  },
  {
    purpose: 7,
    atSeconds: 1791000014,
    step: 119400000,
    message: "524d4331373033353831393436323700000000071de640",
    mac: "cdd6663874471408c4c601891a82973ea57f5cc29dd72cc8051248393dd6528a",
    otp: "21671239",
    code: "70358194627216712393",
  },
  {
    purpose: 7,
    atSeconds: 1791000015,
    step: 119400001,
    message: "524d4331373033353831393436323700000000071de641",
    mac: "9a93419419277a06f0676bca64e26b36f6f142945ed95ffdfa54aa290a7b62b6",
    otp: "51094823",
    code: "70358194627510948233",
  },
  {
    purpose: 7,
    atSeconds: 1791000030,
    step: 119400002,
    message: "524d4331373033353831393436323700000000071de642",
    mac: "f53437016a4ea42a2f126857637b6c04c10ec702cdd73cab253d6c0bf2258b78",
    otp: "09944142",
    code: "70358194627099441421",
  },
  {
    purpose: 7,
    atSeconds: 4102444800,
    step: 273496320,
    message: "524d4331373033353831393436323700000000104d3900",
    mac: "3c6e11b15c2bf52a4bda09f362597c13e9dd3d28c9b8e46f684a9825a87f03e1",
    otp: "40905259",
    code: "70358194627409052593",
  },
  {
    purpose: 8,
    atSeconds: 1791000000,
    step: 119400000,
    message: "524d4331383033353831393436323700000000071de640",
    mac: "04629167ac6bd744d8602706e0fc6832f404e24590ecdaea6aab3e68b0060f1f",
    otp: "92796779",
    code: "80358194627927967791",
  },
  {
    purpose: 8,
    atSeconds: 1791000015,
    step: 119400001,
    message: "524d4331383033353831393436323700000000071de641",
    mac: "52d0d5689aa6dbdf0e5a117e4e2981a3438b260e5447a257314597cc5b522f12",
    otp: "87077542",
    code: "80358194627870775421",
  },
  {
    purpose: 5,
    atSeconds: 1791000000,
    step: 29850000,
    message: "524d433135303335383139343632370000000001c77990",
    mac: "75a742863af8acc6481b7177b01f4b875cdd89071af5ad3eb0331966cdca2048",
    otp: "36081400",
    code: "50358194627360814003",
  },
  {
    purpose: 5,
    atSeconds: 1791000060,
    step: 29850001,
    message: "524d433135303335383139343632370000000001c77991",
    mac: "3fe523c8508bd957b966b62f2d0134f7d87e1a6259885818085f4081643e0caf",
    otp: "80391051",
    code: "50358194627803910513",
  },
  {
    purpose: 5,
    atSeconds: 1791000119,
    step: 29850001,
    message: "524d433135303335383139343632370000000001c77991",
    mac: "3fe523c8508bd957b966b62f2d0134f7d87e1a6259885818085f4081643e0caf",
    otp: "80391051",
    code: "50358194627803910513",
  },
];

export const dammVectors: readonly { readonly digits: string; readonly check: number }[] = [
  { digits: "572", check: 4 },
  { digits: "5724", check: 0 },
  { digits: "0", check: 0 },
];

const good: ParsedCode = { purpose: 7, handle: "0358194627", otp: "21671239" };

export const parseVectors: readonly {
  readonly name: string;
  readonly raw: string;
  readonly parsed: ParsedCode | ParseFailure;
}[] = [
  { name: "plain digits", raw: "70358194627216712393", parsed: good },
  {
    name: "full-width digits from an input method",
    raw: "７０３５８１９４６２７２１６７１２３９３",
    parsed: good,
  },
  { name: "digits in fours", raw: "7035 8194 6272 1671 2393", parsed: good },
  { name: "an AIM prefix and a carriage return", raw: "]C170358194627216712393\r", parsed: good },
  { name: "one digit wrong", raw: "70358194627216712394", parsed: "card.bad_check" },
  { name: "a JAN-13 barcode", raw: "4901234567894", parsed: "card.bad_format" },
  {
    name: "twenty digits of a payment code",
    raw: "90008181880123456789",
    parsed: "card.unsupported_version",
  },
];
