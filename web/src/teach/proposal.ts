/** From a figure in its sentence to a template that reads it: the words around it, with a slot in its place. */
import type { Labels, Span } from "certdelta";
import words from "./words.json";

export interface Proposal {
  /** The sentence, on one line. */
  sentence: string;
  /** Where the figure stands in it. */
  figure: Span;
  /** With {field} in the place of the figure. */
  template(field: string): string;
  type: "count" | "percentage";
  /** What the words around the figure suggest; empty where they do not. */
  name: string;
  /** In the language of the document only. */
  label: Labels;
  unit: string;
}

/** A template is as long as it may be: what it leaves out may be what makes the figure another one. */
const most = { words: 14, characters: 30 };
const wordsBehind = 3;
/** Chinese has no spaces between its words: characters count. */
const charactersBehind = 4;
const wordsOfName = 3;

const sentenceEnd = /[。！？；]|[.!?](?=\s|$)|\n\s*\n/gu;
const figurePattern = /\p{Nd}(?:[\p{Nd}.,]*\p{Nd})?(?:\s?[%％])?/gu;
/** What ends a clause, a sign inside of a figure aside. */
const clauseEnd = /[;:，；：、（(]|,(?!\p{Nd})/u;
const han = /\p{Script=Han}/u;

const namesNothing = new Set(words.en["names nothing"]);
const verbs = new Set(words.en.verbs);

export function sentenceAround(text: string, [begin, end]: Span): Span {
  const from = Math.max(0, begin - 600);
  let start = from;
  for (const { index, 0: mark } of text.slice(from, begin).matchAll(sentenceEnd)) start = from + index + mark.length;
  const rest = text.slice(end, end + 600);
  const next = rest.search(sentenceEnd);
  const stop = end + (next < 0 ? rest.length : next);
  while (start < begin && /[\s#>*_-]/u.test(text[start] ?? "")) start += 1;
  return [start, stop];
}

export function propose(text: string, figure: Span): Proposal {
  const [start, stop] = sentenceAround(text, figure);
  const before = oneLine(text.slice(start, figure[0]));
  const printed = oneLine(text.slice(...figure)).trim();
  const behind = oneLine(text.slice(figure[1], stop));
  const left = shortBefore(plain(before));
  const right = shortBehind(plain(behind));
  const type = /[%％]/u.test(printed) ? "percentage" : "count";
  return {
    sentence: `${before}${printed}${behind}`.trimEnd(),
    figure: [before.length, before.length + printed.length],
    template: (field) => `${asTemplate(left)}{${field}}${asTemplate(right)}`.trim(),
    type,
    ...(han.test(left + right) ? namedInChinese(plain(before), right) : namedInEnglish(plain(before), right, type)),
  };
}

/** The words before the figure from where they are a clause: without another figure where words enough are left. */
function shortBefore(text: string): string {
  const starts = [0];
  for (const { index, 0: sign } of text.matchAll(new RegExp(clauseEnd, "gu"))) starts.push(index + sign.length);
  for (const { index, 0: figure } of text.matchAll(figurePattern)) starts.push(index + figure.length);
  const clauses = starts
    .sort((a, b) => a - b)
    .map((at) => withoutFirst(text.slice(at), words.zh.measures).replace(/^[^\p{L}\p{Nd}(（]+/u, ""));
  const rich = clauses.filter(
    (clause) => (clause.match(/\p{L}{2,}/gu) ?? []).length >= 2 || (clause.match(/\p{Script=Han}/gu) ?? []).length >= 4,
  );
  const short = rich.filter(isShort);
  const pure = (clause: string) => clause.search(figurePattern) < 0;
  const best = short.find(pure) ?? short[0];
  if (best !== undefined) return best;
  const longest = rich.findLast(pure) ?? rich.at(-1) ?? clauses[0] ?? "";
  if (han.test(longest)) return longest.slice(-most.characters).replace(/^[^\p{L}]+/u, "");
  return longest
    .split(/(?<=\s)/u)
    .slice(-most.words)
    .join("");
}

function isShort(clause: string): boolean {
  if (han.test(clause)) return clause.length <= most.characters;
  return clause.trim().split(/\s+/u).length <= most.words;
}

/** The words behind the figure, up to a sign; those at the end that name nothing belong to what follows. */
function shortBehind(text: string): string {
  const clause = /^[^\d,;:，；：、。（(]*/u.exec(text)?.[0] ?? "";
  if (han.test(clause)) return clause.slice(0, charactersBehind);
  const taken = clause.split(/(?=\s)/u).slice(0, wordsBehind);
  const last = taken.findLastIndex((word) => isName(word.trim().toLowerCase()));
  return taken.slice(0, last < 0 ? undefined : last + 1).join("");
}

type Named = Pick<Proposal, "name" | "label" | "unit">;

/** "17 training sessions" are training.sessions; "open for 512 minutes" takes what is open into its name. */
function namedInEnglish(before: string, behind: string, type: Proposal["type"]): Named {
  const said = wordsOf(behind);
  // "12 of which" counts what was named before; "88.9% of the rooms" is of rooms.
  const isOfThem = type === "percentage" || (said[0] !== undefined && isName(said[0]));
  const counted = isOfThem ? said.filter(isName) : [];
  const unit = counted.at(-1);
  const subject = counted.length < 2 ? subjectOf(before) : [];
  const all = [...subject, ...counted].slice(-wordsOfName);
  const head = all.at(-1);
  if (head === undefined) return { name: "", label: { en: "", zh: "" }, unit: "" };
  const first = all.slice(0, -1);
  const name = [first.join("_"), head].filter(Boolean).join(".").replaceAll("-", "_");
  const label =
    subject.length > 0 && unit !== undefined ? `${first.join(" ")}: ${unit}`.replace(/^: /, "") : all.join(" ");
  return {
    name: type === "percentage" ? `${name}_pct` : name,
    label: { en: capitalized(label), zh: "" },
    unit: type === "percentage" ? "" : (unit ?? head),
  };
}

/** What the last clause with a name in it begins with: "the infected computers in the country reached" are infected computers. */
function subjectOf(before: string): string[] {
  for (const clause of clausesOf(before).reverse()) {
    const said = wordsOf(clause);
    const from = said.findIndex(isName);
    if (from < 0) continue;
    const to = said.findIndex((word, index) => index > from && !isName(word));
    return said.slice(from, to < 0 ? undefined : to).slice(-wordsOfName);
  }
  return [];
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[a-z]+(?:-[a-z]+)*/g) ?? [];
}

/** What stands between the figures and the signs of a text, without what it has in brackets. */
function clausesOf(text: string): string[] {
  const bare = text.replaceAll(/[(（][^)）]*[)）]/gu, " ");
  return bare.split(figurePattern).flatMap((part) => part.split(clauseEnd));
}

function isName(word: string): boolean {
  return /^[a-z]{2,}/.test(word) && !namesNothing.has(word) && !verbs.has(word);
}

/** Names in records are English words: only the reader knows them. */
function namedInChinese(before: string, behind: string): Named {
  const measure = words.zh.measures.find((each) => behind.trim().startsWith(each)) ?? "";
  const clause = clausesOf(before).findLast((each) => han.test(each)) ?? "";
  const bare = withoutFirst(withoutFirst(clause.trim(), words.zh.measures), words.zh.before);
  const subject = withoutLast(bare, words.zh.behind);
  return { name: "", label: { en: "", zh: subject || behind.trim().slice(measure.length) }, unit: measure };
}

function withoutFirst(text: string, some: readonly string[]): string {
  const first = some.find((each) => text.startsWith(each));
  return first === undefined ? text : withoutFirst(text.slice(first.length), some);
}

function withoutLast(text: string, some: readonly string[]): string {
  const last = some.find((each) => text.endsWith(each));
  return last === undefined ? text : withoutLast(text.slice(0, -last.length), some);
}

/** Signs of the template language are the sentence's own here; other figures are figures of any kind. */
function asTemplate(text: string): string {
  return text
    .split(figurePattern)
    .map((piece) => piece.replaceAll(/[[\](){}|\\]/g, "\\$&").replaceAll("...", "…"))
    .join("{number}");
}

/** A sentence that wraps, without the emphasis and escapes of Markdown. */
function oneLine(text: string): string {
  return text
    .replaceAll(/\\(?=[_*#])|\*\*|__/g, "")
    .replaceAll(/\s*\n\s*/g, (_, at: number) => (han.test(text[at - 1] ?? "") ? "" : " "));
}

/** Characters as they are written, not as a font has them, and none that cannot be seen. */
function plain(text: string): string {
  return text
    .replaceAll(/\p{Cf}/gu, "")
    .replaceAll(/[\p{Script=Han}\p{Nd}]/gu, (character) => character.normalize("NFKC"));
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
