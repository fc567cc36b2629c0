import type { Certdelta, DocumentInput, Explanation, LabelLanguage, ParseOptions } from "../index.js";
import { decode, toBytes } from "../utf8.js";
import { boundedExtract } from "./documents.js";
import { type ExplainedPage, explanationAsHtml } from "./explain-html.js";
import { type Input, readInput } from "./input.js";
import { print, remarkOnStranger } from "./output.js";
import { encodePng } from "./png.js";
import { attempt, openCertdelta, type ReadingOptions } from "./reader.js";
import { type Status, status } from "./status.js";

export const explainFormats = ["text", "json", "html"] as const;

export interface ExplainCommandOptions extends ReadingOptions {
  format?: (typeof explainFormats)[number];
  /** Names fields by their labels; left out, as records do. */
  lang?: LabelLanguage;
}

/** `explain FILE`: the document with every figure marked. */
export async function explainCommand(path: string, options: ExplainCommandOptions): Promise<Status> {
  const certdelta = await openCertdelta(options);
  if (!certdelta) return status.failed;
  const text = await attempt(path, async () => {
    const input = await readInput(path);
    const [document, request] = await documentOf(input, options);
    const explanation = certdelta.explanation(document, request);
    remarkOnStranger(explanation.report, path, "nothing of it is read");
    if (options.format === "json") return JSON.stringify(explanation, null, 2);
    const { lang } = options;
    if (options.format !== "html") return certdelta.explain(document, { ...request, ...(lang && { lang }) });
    const isPdf = request.input === "pages" && typeof document === "string";
    const shown =
      request.input === "pages"
        ? certdelta.parseWithText(document, request).text
        : typeof document === "string"
          ? document
          : decode(toBytes(document));
    const pages = isPdf ? await pagesOf(input, explanation, options) : [];
    const marked = lang ? labelled(certdelta, explanation, lang) : explanation;
    return explanationAsHtml(input.name, shown, marked, pages, lang);
  });
  if (text === undefined) return status.failed;
  await print(text.endsWith("\n") ? text : `${text}\n`);
  return status.done;
}

/** The same with the labels of fields in the place of their names. */
function labelled(certdelta: Certdelta, explanation: Explanation, lang: LabelLanguage): Explanation {
  const profile = certdelta.info.profiles.find(({ id }) => id === explanation.report.profile?.id);
  const labels = new Map(profile?.fields.map(({ name, label }) => [name, label[lang]]));
  const labelOf = (name: string) => {
    const field = name.replace(/ change$/u, "");
    const label = labels.get(field) || field;
    if (field === name) return label;
    return lang === "zh" ? `${label}，变化` : `${label}, change`;
  };
  const marks = explanation.marks.map((mark) => (mark.name === null ? mark : { ...mark, name: labelOf(mark.name) }));
  return { ...explanation, marks };
}

/** What the core is given of a file, by its content. */
async function documentOf(
  { name, bytes }: Input,
  { input, timeout, password }: ReadingOptions,
): Promise<[DocumentInput, ParseOptions]> {
  const { format, text, pages } = await boundedExtract(timeout, password)(bytes, name);
  if (pages) return [JSON.stringify(pages), { name, input: "pages" }];
  if (format !== "text") return [text ?? "", { name, input: "text" }];
  return [text ?? bytes, { name, ...(input && { input }) }];
}

/** A report has a dozen pages; more would make a file that no browser likes. */
const mostPages = 40;
/** Pixels a point. */
const scale = 1.5;

/** The pages on which something is marked, as they look. */
async function pagesOf(
  { name, bytes }: Input,
  { marks }: Explanation,
  { password }: ReadingOptions,
): Promise<ExplainedPage[]> {
  const { loadPdf } = await import("../pdf.js");
  const pdf = await loadPdf();
  const numbers = [...new Set(marks.flatMap(({ evidence }) => evidence.page ?? []))].sort((a, b) => a - b);
  return numbers.slice(0, mostPages).map((number) => {
    const { width, height, data } = pdf.render(bytes, {
      name,
      page: number,
      scale,
      ...(password !== undefined && { password }),
    });
    return { number, width: width / scale, height: height / scale, png: encodePng(width, height, data) };
  });
}
