// Says whether a message to a webhook is genuine: on standard input headers as `name: value`, a blank line, the body.
import { createHmac, timingSafeEqual } from "node:crypto";
import { readFileSync } from "node:fs";

const MOST_SECONDS = 300;

function isGenuine(body, headers, secret) {
  const { "webhook-id": id, "webhook-timestamp": stamp, "webhook-signature": signatures } = headers;
  if (!id || !signatures || !(Math.abs(Date.now() / 1000 - Number(stamp)) <= MOST_SECONDS)) {
    return false;
  }
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  const expected = Buffer.from(`v1,${createHmac("sha256", key).update(`${id}.${stamp}.`).update(body).digest("base64")}`);
  return signatures.split(" ").some((sent) => {
    const given = Buffer.from(sent);
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}

const received = readFileSync(0);
const gap = received.indexOf("\n\n");
const lines = received.subarray(0, gap).toString().split("\n");
const headers = Object.fromEntries(lines.map((line) => line.split(": ")));
const body = received.subarray(gap + 2);
if (!isGenuine(body, headers, process.env.WEBHOOK_SECRET)) {
  console.error("The message is not signed with this secret, or is too old.");
  process.exit(1);
}
console.log(`${JSON.parse(body).type}\t${headers["webhook-id"]}`);
