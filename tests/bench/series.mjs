#!/usr/bin/env node
// Records through `certdelta series -`: processor time and peak memory of the native command for more and more records,
// all on standard input; on Linux, with bash. node tests/bench/series.mjs [RECORDS...]   (default: 12500 25000 50000 100000)
// Two kinds of input: every record on a week of its own, and ten years of weeks over and over, each record a duplicate.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { NATIVE, parseFiles } from "../corpus/command.mjs";
import { generate, writeAll } from "../corpus/generate.mjs";

const WEEKS_OF_TEN_YEARS = 522;
const DAY = 86_400_000;

/** A record with places for what differs between weeks. */
function template() {
  const folder = mkdtempSync(join(tmpdir(), "certdelta-bench-"));
  try {
    const [document] = generate({ edition: "en", era: "classic", count: 1, seed: 1, damage: [] });
    const record = JSON.parse(parseFiles(writeAll(folder, [document]))[0]);
    record.source.name = "@name@";
    record.period = { start: "@start@", end: "@end@" };
    for (const field of Object.values(record.fields)) {
      if (field.unit === "incidents") field.value = "@value@";
    }
    return JSON.stringify(record)
      .replaceAll('"@value@"', "@value@")
      .split(/@(name|start|end|value)@/u);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** @param {string[]} parts @param {number} week @param {number} copy */
function fill(parts, week, copy) {
  const monday = Date.UTC(1, 0, 1) + week * 7 * DAY;
  const day = (/** @type {number} */ time) => new Date(time).toISOString().slice(0, 10);
  // A trend with noise, the same for every copy of a week.
  const value = 500 + (week % 97) * 3 + Math.floor(week / 100);
  const values = { name: `week-${week}-copy-${copy}.md`, start: day(monday), end: day(monday + 6 * DAY), value };
  return parts.map((part, index) => (index % 2 === 0 ? part : values[part])).join("");
}

/**
 * Peak memory of the command that a shell runs, in MB.
 * @param {number} shell
 */
function peakOf(shell) {
  try {
    const pid = readFileSync(`/proc/${shell}/task/${shell}/children`, "utf8").trim();
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    return Number(/^VmHWM:\s*(\d+) kB/mu.exec(status)?.[1] ?? 0) / 1024;
  } catch {
    return 0; // it has ended
  }
}

/** @param {number} records @param {number} weeks @param {string[]} parts */
async function measure(records, weeks, parts) {
  const timed = 'TIMEFORMAT="%U %S"; time "$0" series -';
  const child = spawn("bash", ["-c", timed, NATIVE], { stdio: ["pipe", "pipe", "pipe"] });
  let told = "";
  child.stderr.on("data", (text) => {
    told += text;
  });
  let peak = 0;
  let bytes = 0;
  child.stdout.on("data", () => {
    peak = Math.max(peak, peakOf(child.pid));
  });
  for (let i = 0; i < records; i += 100) {
    let chunk = "";
    for (let j = i; j < Math.min(i + 100, records); j += 1) {
      chunk += `${fill(parts, j % weeks, Math.floor(j / weeks))}\n`;
    }
    bytes += chunk.length;
    if (!child.stdin.write(chunk)) await once(child.stdin, "drain");
    if (i % 5000 === 0) peak = Math.max(peak, peakOf(child.pid));
  }
  child.stdin.end();
  const [status] = await once(child, "close");
  if (status !== 0) throw new Error(`the command ended with ${status}`);
  const [user, system] = told.trim().split(" ").map(Number);
  return { seconds: user + system, peak, megabytes: bytes / 1e6 };
}

const sizes = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [12_500, 25_000, 50_000, 100_000];
const parts = template();
for (const [title, weeksOf] of [
  ["each record on a week of its own", (/** @type {number} */ records) => records],
  [`${WEEKS_OF_TEN_YEARS} weeks, the rest duplicates`, () => WEEKS_OF_TEN_YEARS],
]) {
  process.stdout.write(`${title}\n`);
  for (const records of sizes) {
    const { seconds, peak, megabytes } = await measure(records, weeksOf(records), parts);
    process.stdout.write(
      `${String(records).padStart(8)} records (${megabytes.toFixed(0)} MB)  ${seconds.toFixed(1)} s  ` +
        `${Math.round(records / seconds)} a second  peak ${peak.toFixed(0)} MB\n`,
    );
  }
}
