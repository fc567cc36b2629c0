/** What only a terminal is shown: colours, and one line of progress that the next output takes away. */
import type { WriteStream } from "node:tty";

type Stream = NodeJS.WriteStream | WriteStream;
type Style = "red" | "yellow" | "green" | "dim" | "bold";

/** Codes of ECMA-48 that switch a style on and off. */
const codes: Readonly<Record<Style, readonly [on: number, off: number]>> = {
  red: [31, 39],
  yellow: [33, 39],
  green: [32, 39],
  dim: [2, 22],
  bold: [1, 22],
};

/** Characters of a line of tables: COLUMNS, where the environment has it, else of the terminal. */
export function tableColumns(): { columns?: number } {
  const asked = process.env.COLUMNS ?? "";
  const columns = /^\d{1,9}$/.test(asked) ? Number(asked) : 0;
  if (columns > 0) return { columns };
  return process.stdout.columns > 0 ? { columns: process.stdout.columns } : {};
}

/** A terminal that has colours, unless NO_COLOR or NODE_DISABLE_COLORS is set. */
function hasColours(stream: Stream): boolean {
  return stream.isTTY === true && stream.hasColors();
}

export function styled(style: Style, text: string, stream: Stream): string {
  if (!hasColours(stream)) return text;
  const [on, off] = codes[style];
  return `\u001b[${on}m${text}\u001b[${off}m`;
}

/** What stands out in the texts that the core writes for people: tables, findings, explained documents. */
const standsOut: readonly (readonly [RegExp, Style])[] = [
  [/(?<=^|:\d+: |: )(?:error|错误)(?=[：: ])/gm, "red"],
  [/(?<=^|:\d+: |: )(?:warning|警告)(?=[：: ])/gm, "yellow"],
  [/\(disagrees\)/g, "red"],
  [/\b(?:ambiguous|rejected)\b/g, "yellow"],
  [/^(?:absent|same|unassigned):/gm, "dim"],
  [/^(?:field|change) {2,}.*$/gm, "bold"],
];

/** `text` for people with colours on standard output, where there are some. */
export function coloured(text: string): string {
  if (!hasColours(process.stdout)) return text;
  return standsOut.reduce(
    (out, [pattern, style]) => out.replace(pattern, (found) => styled(style, found, process.stdout)),
    text,
  );
}

/** Columns of the bar. */
const barWidth = 24;

/** How far a batch is, on standard error where that is a terminal. */
export class Progress {
  readonly #total: number;
  readonly #shown: boolean;
  #done = 0;
  #drawnAt = 0;

  constructor(total: number) {
    this.#total = total;
    this.#shown = process.stderr.isTTY === true && total > 1;
  }

  /** One more file is done; `name` says which. */
  step(name: string): void {
    this.#done += 1;
    if (this.#done === this.#total) clearStatusLine();
    const now = performance.now();
    if (!this.#shown || this.#done === this.#total || now - this.#drawnAt < 100) return;
    this.#drawnAt = now;
    const filled = Math.round((this.#done / this.#total) * barWidth);
    const bar = `[${"#".repeat(filled)}${"-".repeat(barWidth - filled)}] ${this.#done}/${this.#total} `;
    const room = Math.max((process.stderr.columns || 80) - bar.length - 1, 0);
    // Names may hold anything; wide characters take two columns.
    const plain = name.replaceAll(/[^\u0020-\u007e\u00a0-\u024f\u3000-\u9fff\uac00-\ud7a3]/gu, "?");
    statusLine = true;
    process.stderr.write(`\r\u001b[2K${bar}${plain.slice(0, Math.floor(room / 2))}`);
  }
}

/** Whether a line of progress stands on the terminal. */
let statusLine = false;

/** Called before anything else is written. */
export function clearStatusLine(): void {
  if (!statusLine) return;
  statusLine = false;
  process.stderr.write("\r\u001b[2K");
}
