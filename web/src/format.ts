/** Values, changes and errors in the words of the page's language. */
import type { Change, FieldType, Finding, FoundField, Value } from "certdelta";
import type { Messages } from "./messages/messages.ts";
import type { Failure } from "./reading/protocol.ts";
import type { TrendItem } from "./trends/trend.ts";

const arrows = { up: "↑", down: "↓", same: "=", unknown: "?" } as const;

/** A value without its unit. Per cent belongs to the figure, years have no thousands, codes have words. */
export function formatValue(messages: Messages, value: Value, type: FieldType | undefined): string {
  if (Array.isArray(value)) return value.join(messages.say("list.separator"));
  if (typeof value === "string") return type === "enumeration" ? messages.lookUp(`value.${value}`, value) : value;
  if (type === "percentage") return formatPercent(messages, value);
  return type === "year" ? String(value) : messages.number(value);
}

export function formatPercent(messages: Messages, value: number): string {
  return `${messages.number(value)}%`;
}

/** The unit to stand beside a figure; nothing for per cent, which is part of it. */
export function unitName(messages: Messages, unit: string | undefined): string {
  return unit === undefined || unit === "%" ? "" : messages.unit(unit);
}

export function formatFound(
  messages: Messages,
  { value, qualifier }: Pick<FoundField, "value" | "qualifier">,
  type: FieldType | undefined,
): string {
  const plain = formatValue(messages, value, type);
  return qualifier ? messages.say(`qualifier.${qualifier}`, { value: plain }) : plain;
}

/** A value of a trend; where there is none, why, and what is printed instead. */
export function formatItem(
  messages: Messages,
  { value, qualifier, status, printed }: Pick<TrendItem, "value" | "qualifier" | "status" | "printed">,
  type: FieldType | undefined,
): string {
  if (value !== null) return formatFound(messages, { value, ...(qualifier && { qualifier }) }, type);
  const why = messages.lookUp(`field.${status}`, "–");
  if (printed.length === 0) return why;
  const values = printed.map((each) => formatValue(messages, each, type)).join(" / ");
  return messages.say("remark.of", { field: why, remark: values });
}

export interface SpokenChange {
  text: string;
  /** The same without the arrow, for those who hear it. */
  spoken: string;
}

export function formatChange(messages: Messages, { kind, value, direction }: Change): SpokenChange {
  const amount = value === undefined ? "" : changeAmount(messages, kind, value);
  return {
    text: [arrows[direction], amount].filter(Boolean).join(" "),
    spoken: [messages.say(`direction.${direction}`), amount].filter(Boolean).join(" "),
  };
}

/** A computed change of the same kind as the stated one. */
export function formatComputed(messages: Messages, kind: Change["kind"], value: number): string {
  return withSign(value, changeAmount(messages, kind, value));
}

function changeAmount(messages: Messages, kind: Change["kind"], value: number): string {
  if (kind === "percent") return formatPercent(messages, value);
  return kind === "points" ? `${messages.number(value)} ${messages.say("points")}` : messages.number(value);
}

/** A difference between two values of a field of this type. */
export function formatDelta(messages: Messages, value: number, type: FieldType | undefined): string {
  return withSign(value, changeAmount(messages, type === "percentage" ? "points" : "absolute", value));
}

export function formatDeltaPercent(messages: Messages, value: number): string {
  return withSign(value, formatPercent(messages, value));
}

/** Negative numbers bring their own. */
function withSign(value: number, text: string): string {
  return value > 0 ? `+${text}` : text;
}

/** What the lint says of a profile, and where in it. */
export function formatFinding(messages: Messages, { line, column, message }: Finding): string {
  if (line === null) return message;
  return messages.say("remark.of", {
    field: messages.say("error.place", { line, column: column ?? 1 }),
    remark: message,
  });
}

/** What is said of contents that are in no format that is read: where a name promises one, it has not held. */
const noSuchDocument: ReadonlySet<string> = new Set(["binary-input", "invalid-utf8"]);

function kindOf(ending: string): "pdf" | "docx" {
  return ending.toLowerCase() === "pdf" ? "pdf" : "docx";
}

/** Why a document was not read: the catalogue's sentence for the code, and the place where one is known. */
export function formatError(messages: Messages, { code, message, line, column }: Failure, name: string): string {
  const [, ending] = /\.(pdf|docx)$/i.exec(name) ?? [];
  const otherwise = ending !== undefined && noSuchDocument.has(code);
  const sentence = otherwise
    ? messages.say("error.misnamed", { ending: ending.toLowerCase(), format: messages.say(`format.${kindOf(ending)}`) })
    : messages.lookUp(`error.${code}`, message);
  if (line === undefined) return sentence;
  return `${sentence} (${messages.say("error.place", { line, column: column ?? 1 })})`;
}
