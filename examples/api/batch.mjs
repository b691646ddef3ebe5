// Sends a file of articles, waits until they are checked, and prints a line for each, in their order.
import { readFileSync } from "node:fs";

const address = process.env.DATELINE ?? "http://127.0.0.1:8080";
const key = process.env.DATELINE_KEY;

async function ask(path, options = {}) {
  const headers = { ...(key && { Authorization: `Bearer ${key}` }), ...options.headers };
  const response = await fetch(address + path, { ...options, headers });
  if (!response.ok) {
    throw new Error((await response.json()).title);
  }
  return response;
}

const body = readFileSync(new URL("articles.jsonl", import.meta.url));
const sent = await ask("/v1/jobs", { method: "POST", body, headers: { "Content-Type": "application/jsonl" } });
let job = await sent.json();
while (!["done", "cancelled"].includes(job.state)) {
  await new Promise((resume) => setTimeout(resume, 1000));
  job = await (await ask(`/v1/jobs/${job.id}`)).json();
}
const results = await (await ask(`/v1/jobs/${job.id}/results`)).text();
for (const line of results.trim().split("\n").map((line) => JSON.parse(line))) {
  console.log(`${line.id}\t${line.error ? line.error.title : line.outcome}`);
}
