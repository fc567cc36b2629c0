/** What tables and Markdown say is there in Chinese as well: every form of words in core/messages/phrases.zh.json, and no other. */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const core = fileURLToPath(new URL("../../core/", import.meta.url));
const { phrases, counts } = JSON.parse(readFileSync(`${core}messages/phrases.zh.json`, "utf8")) as Record<
  "phrases" | "counts",
  Record<string, string>
>;
const sources = [
  ...readdirSync(`${core}src/render`)
    // What findings say of a profile is not translated.
    .filter((name) => /\.(cpp|h)$/.test(name) && name !== "findings.cpp")
    .map((name) => `${core}src/render/${name}`),
  `${core}src/json/names.h`,
].map((path) => readFileSync(path, "utf8").replaceAll(/^\s*(\/\/|#).*$/gm, ""));

/** A string literal of C++; those that stand one behind another are one. */
const literal = String.raw`"(?:[^"\\]|\\.)*"(?:\s*"(?:[^"\\]|\\.)*")*`;
const textOf = (text: string) =>
  [...text.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, part = ""]) => part.replaceAll(/\\(.)/g, "$1")).join("");

function literals(pattern: RegExp): string[] {
  return sources.flatMap((source) => [...source.matchAll(pattern)].map(([, text]) => textOf(text ?? "")));
}

it("has the Chinese of everything that is said", () => {
  const said = literals(new RegExp(String.raw`\b(?:say|title)\(\s*(${literal})`, "g"));
  expect(said.length).toBeGreaterThan(50);
  expect(said.filter((form) => !(form in phrases))).toEqual([]);
  const counted = literals(/counted\([^"]*?("[a-z ]+")\)/g);
  expect(counted.filter((noun) => !(noun in counts))).toEqual([]);
});

it("has nothing that is not said", () => {
  const all = new Set(literals(new RegExp(`(${literal})`, "g")));
  expect(Object.keys({ ...phrases, ...counts }).filter((form) => !all.has(form))).toEqual([]);
});

it("keeps the slots of each form", () => {
  const slots = (form: string) => (form.match(/\{\d\}/g) ?? []).toSorted();
  expect(Object.entries(phrases).filter(([form, words]) => slots(form).join() !== slots(words).join())).toEqual([]);
});
