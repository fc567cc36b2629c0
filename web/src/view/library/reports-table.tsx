import { useComputed, useSignal, useSignalEffect } from "@preact/signals";
import type { Field, FieldType, Issue } from "certdelta";
import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { useApp, useFieldWords, useMessages } from "../../app-context.ts";
import { formatChange, formatFound, formatValue } from "../../format.ts";
import type { Messages } from "../../messages/messages.ts";
import type { Counts } from "../../reading/protocol.ts";
import type { CatalogRow, Version } from "../../store/catalog.ts";
import { formatRoute } from "../../store/route.ts";
import type { Order } from "../../store/settings.ts";
import type { Entry } from "../../store/store.ts";
import { breakable } from "../breakable.tsx";
import { documentName } from "../document-name.tsx";
import { memo } from "../memo.ts";

type Row =
  | { kind: "group"; periodical: string }
  | { kind: "gap"; start: string; end: string; weeks: number }
  | { kind: "report"; entry: Entry; version: Version | undefined };

/** So many rows are made at first; the others follow in slices, so that the page never waits. */
const firstSlice = 24;
/** Each slice lays the whole table out and draws it again: few large ones cost less than many. */
const smallestSlice = 40;
const largestSlice = 96;
/** Milliseconds that it may take to make a slice and to lay it out. */
const longestSlice = 48;
/** While documents are being read, the rest of a long table would only be laid out again and again. */
const mostWhileReading = 40;

export function ReportsTable() {
  const { store, actions } = useApp();
  const messages = useMessages();
  const words = useFieldWords();
  const { order } = store.settings.value;
  const columns = useComputed(() => store.settings.value.columns ?? store.headlines.value);
  // One string, so that rows are drawn again only when it is another one.
  const changing = useComputed(() => {
    const states = (field: Field | undefined) => field?.status === "found" && field.change !== undefined;
    const changes = (name: string) => store.entries.value.some(({ report }) => states(report.fields[name]));
    return columns.value.filter(changes).join(" ");
  });
  const rows = useComputed(() => {
    const byId = store.byId.value;
    const { groups, placed } = store.catalog.value;
    const report = (id: string, version?: Version): Row[] => {
      const entry = byId.get(id);
      return entry ? [{ kind: "report", entry, version }] : [];
    };
    const all: Row[] = [];
    for (const { periodical, rows: ordered } of groups) {
      if (groups.length > 1) all.push({ kind: "group", periodical });
      const inOrder: readonly CatalogRow[] =
        store.settings.value.order === "ascending" ? ordered : [...ordered].reverse();
      for (const row of inOrder) {
        if (row.kind === "gap") all.push(row);
        else all.push(...report(row.id), ...row.versions.flatMap((version) => report(version.id, version)));
      }
    }
    // What has no place in a series: no profile, no period, or only just read.
    const others = store.entries.value.filter(({ id }) => !placed.has(id));
    // The rows are made while the core orders them, and seldom move then. As long as more come, each new one is a last one.
    if (!store.reading.value) others.sort(byPeriod(store.settings.value.order));
    for (const { id } of others) all.push(...report(id));
    return all;
  });
  const table = useRef<HTMLTableElement>(null);
  const visible = useVisible(rows.value.length, store.reading.value, table);
  const selection = store.selection.value;
  const entries = store.entries.value;
  if (entries.length === 0) return null;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section class="panel reports scroll" tabIndex={0} aria-label={messages.say("reports.title")}>
      <table ref={table} class="grid" aria-rowcount={rows.value.length + 1}>
        <thead>
          <tr>
            <th scope="col" class="check">
              <input
                type="checkbox"
                aria-label={messages.say("action.selectAll")}
                checked={selection.size === entries.length}
                indeterminate={selection.size > 0 && selection.size < entries.length}
                onChange={({ currentTarget }) =>
                  actions.select(currentTarget.checked ? entries.map(({ id }) => id) : [])
                }
              />
            </th>
            <th scope="col">{messages.say("reports.issue")}</th>
            <th scope="col" aria-sort={order}>
              <button
                type="button"
                class="sort"
                title={messages.say("action.sortByPeriod")}
                onClick={() => actions.set({ order: order === "ascending" ? "descending" : "ascending" })}
              >
                {messages.say("reports.period")}
              </button>
            </th>
            {columns.value.map((name) => (
              <th key={name} scope="col" class="number wrap">
                <a class="plain" href={formatRoute({ view: "trends", field: name })}>
                  {breakable(words(name).label, messages.locale)}
                </a>
              </th>
            ))}
            <th scope="col" class="number">
              {messages.say("reports.found")}
            </th>
            <th scope="col" class="number">
              {messages.say("reports.open")}
            </th>
            <th scope="col" class="number">
              {messages.say("reports.unassigned")}
            </th>
            <th scope="col" class="number">
              {messages.say("reports.notes")}
            </th>
            <th scope="col">{messages.say("reports.source")}</th>
            <th scope="col">
              <span class="visually-hidden">{messages.say("action.delete")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.value.slice(0, visible).map((row) => {
            if (row.kind === "group")
              return <GroupRow key={row.periodical} span={columns.value.length + 9} periodical={row.periodical} />;
            if (row.kind === "gap") return <GapRow key={row.start} span={columns.value.length + 9} {...row} />;
            return (
              <ReportRow
                key={row.entry.id}
                entry={row.entry}
                version={row.version}
                columns={columns.value}
                changing={changing.value}
                selected={selection.has(row.entry.id)}
                messages={messages}
              />
            );
          })}
        </tbody>
      </table>
      <StayInView />
    </section>
  );
}

/** Where the reader was, after a look at a report. */
function StayInView() {
  const marker = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const box = marker.current?.parentElement;
    if (!box) return;
    box.scrollTop = lastScroll;
    const remember = () => {
      lastScroll = box.scrollTop;
    };
    box.addEventListener("scroll", remember, { passive: true });
    return () => box.removeEventListener("scroll", remember);
  }, []);
  return <span ref={marker} hidden />;
}

let lastScroll = 0;

/** How many rows are in the table: a slice more from task to task, until all are. */
function useVisible(wanted: number, reading: boolean, table: RefObject<HTMLTableElement | null>): number {
  const visible = useSignal(firstSlice);
  const target = useSignal(wanted);
  const slice = useRef<{ rows: number; begun: number | undefined }>({ rows: smallestSlice, begun: undefined });
  target.value = reading ? Math.min(wanted, Math.max(mostWhileReading, visible.peek())) : wanted;
  const shown = Math.min(visible.value, target.value);
  useSignalEffect(() => {
    if (visible.value >= target.value) return;
    return inATask(() => {
      slice.current.begun = performance.now();
      visible.value += slice.current.rows;
    });
  });
  // Laid out now, a slice is drawn in a task of its own: all of it together would be a long one.
  useLayoutEffect(() => {
    table.current?.getBoundingClientRect();
    const { rows, begun } = slice.current;
    slice.current.begun = undefined;
    if (begun === undefined || shown < visible.peek()) return; // a part of a slice tells nothing of a whole one
    const fitting = Math.round((rows * longestSlice) / (performance.now() - begun));
    slice.current.rows = Math.min(Math.max(smallestSlice, fitting), largestSlice);
  }, [shown]);
  return shown;
}

/** What the reader does may come before it. Gives what calls it off. */
function inATask(act: () => void): () => void {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    port1.close();
    act();
  };
  port2.postMessage(undefined);
  return () => port1.close();
}

/** Reports without a period behind all others. */
function byPeriod(order: Order): (a: Entry, b: Entry) => number {
  const start = ({ report }: Entry) => report.period?.start ?? "";
  const sign = order === "ascending" ? 1 : -1;
  return (a, b) => {
    const [one, other] = [start(a), start(b)];
    if (one === "" || other === "") return Number(one === "") - Number(other === "");
    return one === other ? 0 : one < other ? -sign : sign;
  };
}

function GroupRow({ span, periodical }: { span: number; periodical: string }) {
  const { store } = useApp();
  const profile = store.info.value?.profiles.find(({ id }) => id.startsWith(`${periodical}.`));
  return (
    <tr class="group">
      <th scope="rowgroup" colSpan={span}>
        {profile?.title[store.locale.value === "en" ? "en" : "zh"] ?? periodical}
      </th>
    </tr>
  );
}

function GapRow({ span, start, end, weeks }: { span: number; start: string; end: string; weeks: number }) {
  const messages = useMessages();
  return (
    <tr class="gap">
      <td />
      <td colSpan={span - 1}>
        {messages.count("library.gap", weeks)} <span class="nowrap">{`${start} – ${end}`}</span>
      </td>
    </tr>
  );
}

interface RowProps {
  entry: Entry;
  version: Version | undefined;
  columns: readonly string[];
  /** Those of the columns in which some report states a change: names, with spaces between them. */
  changing: string;
  selected: boolean;
  messages: Messages;
}

/** Drawn again only when something of its own is another one: a table has hundreds. */
const ReportRow = memo(function ReportRow({ entry, version, columns, changing, selected, messages }: RowProps) {
  const { store, actions } = useApp();
  const words = useFieldWords();
  const { id, report, counts, name } = entry;
  const open = (field?: string) => {
    actions.show(undefined);
    actions.navigate({ view: "report", id, field });
  };
  const title = issueName(messages, report.issue);
  const select = () => {
    const next = new Set(store.selection.value);
    if (!next.delete(id)) next.add(id);
    actions.select(next);
  };
  return (
    <tr class={`report ${version ? "version" : ""} ${selected ? "selected" : ""}`} data-id={id}>
      <td class="check">
        <input
          type="checkbox"
          aria-label={messages.say("action.selectReport", { name: `${title} ${name}` })}
          checked={selected}
          onChange={select}
        />
      </td>
      <th scope="row" class="nowrap">
        <a class="link" href={formatRoute({ view: "report", id })} onClick={() => actions.show(undefined)}>
          {title}
        </a>
        {report.source.language && <span class="edition">{report.source.language}</span>}
        {version && (
          <span
            class="badge"
            title={version.fields.map((field) => words(field).label).join(messages.say("list.separator"))}
          >
            {messages.say(`version.${version.relation}`)}
          </span>
        )}
      </th>
      <td class="period">
        {report.period ? (
          <>
            <span>{report.period.start} –</span> <span>{report.period.end}</span>
          </>
        ) : (
          messages.say(report.profile ? "reports.noPeriod" : "reports.noProfile")
        )}
      </td>
      {columns.map((column) => {
        const changes = changing.split(" ").includes(column);
        return report.profile
          ? figureCell(messages, column, report.fields[column], words(column).type, changes, open)
          : dashCell(column, messages.say("reports.noProfile"), changes);
      })}
      {report.profile ? (
        <>
          <td class="number">
            {counts.found}
            <span class="muted">/{counts.found + counts.absent + counts.open}</span>
          </td>
          {countCell(messages, counts.open)}
          {countCell(messages, counts.unassigned)}
        </>
      ) : (
        ["found", "open", "unassigned"].map((count) => dashCell(count, messages.say("reports.noProfile")))
      )}
      {notesCell(messages, counts)}
      <td class="name" title={name}>
        {documentName(name)}
      </td>
      <td class="number">
        <button
          type="button"
          class="quiet icon delete"
          data-peers=".reports .delete"
          aria-label={messages.say("action.deleteReport", { name: `${title} ${name}` })}
          title={messages.say("action.delete")}
          onClick={() => actions.remove([id])}
        >
          ✕
        </button>
      </td>
    </tr>
  );
});

/*
 * A table of hundreds has thousands of cells: they are functions, not components, and what is heard is a label, not an element
 * of its own.
 */

/** A figure that leads to its sentence. What is not printed is a dash, what stays open says so. `changes`: the column has some. */
function figureCell(
  messages: Messages,
  name: string,
  field: Field | undefined,
  type: FieldType | undefined,
  changes: boolean,
  onOpen: (field: string) => void,
) {
  if (!field) return dashCell(name, messages.say("field.notInProfile"), changes);
  if (field.status === "absent") return dashCell(name, messages.say("field.absent"), changes);
  if (field.status !== "found") {
    return (
      <td key={name} class="number">
        <button type="button" class="value open" onClick={() => onOpen(name)}>
          {messages.say(`field.${field.status}`)}
        </button>
      </td>
    );
  }
  const change = field.change && formatChange(messages, field.change);
  const isText = typeof field.value !== "number";
  return (
    <td key={name} class="number">
      <button
        type="button"
        class={isText ? "value words" : "value"}
        title={field.qualifier || isText ? formatFound(messages, field, type) : undefined}
        onClick={() => onOpen(name)}
      >
        {field.qualifier && <span class="qualifier">{messages.say(`qualifier.${field.qualifier}.short`)}</span>}
        {formatValue(messages, field.value, type)}
      </button>
      {isText || !changes ? null : change ? (
        <span class="change" role="img" aria-label={change.spoken} title={change.spoken}>
          {change.text}
        </span>
      ) : (
        <span class="change" />
      )}
    </td>
  );
}

/** Nothing to show; why is heard. */
function dashCell(key: string, why: string, changes = false) {
  return (
    <td key={key} class="number muted" title={why}>
      <span role="img" aria-label={why}>
        –
      </span>
      {changes && <span class="change" />}
    </td>
  );
}

function countCell(messages: Messages, value: number) {
  return <td class={`number ${value === 0 ? "muted" : "alert"}`}>{messages.number(value)}</td>;
}

function notesCell(messages: Messages, { errors, warnings, infos }: Counts) {
  const kinds = [
    { count: errors, name: "severity.error", sign: "✕ ", looks: "wrong" },
    { count: warnings, name: "severity.warning", sign: "! ", looks: "alert" },
    { count: infos, name: "severity.info", sign: "", looks: "muted" },
  ] as const;
  const there = kinds.filter(({ count }) => count > 0);
  if (there.length === 0) return <td class="number muted">{messages.number(0)}</td>;
  const spoken = there.map(({ count, name }) => `${messages.number(count)} ${messages.say(name)}`).join(" · ");
  return (
    <td class="number notes" title={spoken}>
      <span role="img" aria-label={spoken}>
        {there.map(({ count, name, sign, looks }) => (
          <span key={name} class={looks}>{`${sign}${messages.number(count)}`}</span>
        ))}
      </span>
    </td>
  );
}

export function issueName(messages: Messages, { number, year }: Issue): string {
  if (number === null && year === null) return messages.say("reports.noIssue");
  return `${number ?? "?"}/${year ?? "?"}`;
}
