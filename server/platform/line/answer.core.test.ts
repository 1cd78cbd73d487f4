import { expect, test } from "vitest";
import { noAnswer, noToken, readAnswer, wordsOf } from "./answer.core.ts";

const raw = (status: number, body = "") => ({ status, requestId: "r", acceptedRequestId: null, body });
const said = (status: number, message: string) => {
  const { kind, ...answer } = readAnswer(raw(status, JSON.stringify({ message })));
  return "why" in answer ? `${kind} ${answer.why}` : kind;
};

test.each([
  [200, "", "accepted"],
  [202, "<html>Welcome</html>", "accepted"],
  [200, '{"sentMessa', "accepted"],
  [500, '{"message":"Internal Server Error"}', "in_doubt server_error"],
  [502, "<html><h1>502 Bad Gateway</h1></html>", "in_doubt server_error"],
  [408, "", "in_doubt server_error"],
  [302, "", "in_doubt server_error"],
  [401, "", "not_taken token_refused"],
  [403, '{"message":"Access to this API is not available for your account"}', "not_taken not_allowed"],
  [404, '{"message":"Not found"}', "refused other"],
  [413, "", "refused other"],
])("%i with %j is %s", (status, body, kind) => {
  const answer = readAnswer(raw(status, body));
  expect("why" in answer ? `${answer.kind} ${answer.why}` : answer.kind).toBe(kind);
});

test.each([
  ["The API rate limit has been exceeded. Try again later.", "rate_limited"],
  ["You have reached your monthly limit.", "month_used_up"],
  ["Too many concurrent operations on the audience group.", "audience_busy"],
  ["Too many messages were sent to the same user.", "user_flooded"],
  ["いつか変わる言葉", "rate_limited"],
])("429 with %j is %s", (message, why) => {
  expect(said(429, message)).toBe(`not_taken ${why}`);
});

test("a 429 whose body is empty, HTML or cut off in the middle of the words that matter is the rate, or what can be read", () => {
  const why = (body: string) => Object(readAnswer(raw(429, body))).why;
  expect(why("")).toBe("rate_limited");
  expect(why("<html><title>429 Too Many Requests</title>")).toBe("rate_limited");
  expect(why('{"message":"You have reached your monthly lim')).toBe("rate_limited");
  expect(why('{"message":"You have reached your monthly limit.')).toBe("month_used_up");
});

test.each([
  ["Failed to send messages", "unknown_user", null],
  ["The property, 'to', in the request body is invalid (line: -, column: -)", "unknown_user", null],
  ["The property, to[17], in the request body is invalid (line: -, column: -)", "unknown_user", 17],
  ["Invalid reply token", "reply_token", null],
  ["The property, 'replyToken', in the request body is invalid (line: 1, column: 15)", "reply_token", null],
  ["The request body has 1 error(s)", "other", null],
])("400 with %j is about %s", (message, why, recipient) => {
  expect(readAnswer(raw(400, JSON.stringify({ message })))).toMatchObject({
    kind: "refused",
    why,
    recipient,
  });
});

test("409 is success, with the number of the request that had been accepted beside its own", () => {
  expect(readAnswer({ ...raw(409), acceptedRequestId: "first" })).toEqual({
    ...{ kind: "accepted", status: 409, requestId: "r", acceptedRequestId: "first", text: "" },
  });
});

test("LINE's details are kept on one line of 500 characters, and of a page only what is readable", () => {
  const details = [{ message: "May not be empty", property: "messages[0].text" }];
  expect(wordsOf(JSON.stringify({ message: "The request body has 1 error(s)", details }))).toBe(
    "The request body has 1 error(s) (messages[0].text: May not be empty)",
  );
  expect(wordsOf("<html><script>let a = 1</script><body>\n <h1>502</h1> Bad Gateway</bo")).toBe(
    "502 Bad Gateway",
  );
  expect(wordsOf("x".repeat(9_000))).toHaveLength(500);
});

test("no answer may have arrived; no token has not", () => {
  expect(noAnswer(new Error("no answer in 10000 ms"))).toMatchObject({ kind: "in_doubt", why: "no_answer" });
  expect(noToken(new Error("down"))).toMatchObject({ kind: "not_taken", why: "no_token" });
});
