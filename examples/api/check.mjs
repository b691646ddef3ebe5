// Checks an article and prints the verdict on every claim. Node 18 or later, or a browser whose origin the service allows.
import { readFileSync } from "node:fs";

const address = process.env.DATELINE ?? "http://127.0.0.1:8080";
const key = process.env.DATELINE_KEY;

async function ask(path, options = {}) {
  const headers = { "Content-Type": "application/json", ...(key && { Authorization: `Bearer ${key}` }), ...options.headers };
  for (let left = 5; ; left -= 1) {
    const response = await fetch(address + path, { ...options, headers });
    if ([429, 503].includes(response.status) && left > 0) {
      await new Promise((resume) => setTimeout(resume, 1000 * (Number(response.headers.get("Retry-After")) || 1)));
      continue;
    }
    if (!response.ok) {
      const problem = await response.json();
      throw new Error([problem.title, problem.detail].filter(Boolean).join(": "));
    }
    return response;
  }
}

const body = readFileSync(new URL("article.json", import.meta.url));
const report = await (await ask("/v1/check", { method: "POST", body })).json();
for (const claim of report.claims) {
  // Offsets count code points: [...text].slice(claim.start, claim.end).join("") is the quote, text.slice() may not be.
  console.log(`${claim.verdict}\t${claim.quote}`);
  for (const finding of claim.findings) {
    console.log(`\t${finding.detail}`);
  }
}
