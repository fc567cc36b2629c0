import { useSignal } from "@preact/signals";
import type { SeriesBy } from "certdelta";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { useApp, useFieldWords, useMessages } from "../../app-context.ts";
import { formatDelta, formatDeltaPercent, formatItem, formatValue, unitName } from "../../format.ts";
import { saveFile } from "../../save.ts";
import type { Group } from "../../store/catalog.ts";
import { formatRoute } from "../../store/route.ts";
import { savePng, saveSvg } from "../../trends/save-chart.ts";
import { type Range, rangesOf, type Trend, type TrendItem, trendsOf } from "../../trends/trend.ts";
import { NeedsReports } from "../needs-reports.tsx";
import { SeriesNotes } from "../series-notes.tsx";
import { Chart, SmallChart } from "./chart.tsx";
import { Legend } from "./legend.tsx";
import { NumbersTable } from "./numbers-table.tsx";

const periods: readonly SeriesBy[] = ["week", "month", "quarter", "year"];

export function TrendsView() {
  const { store, actions } = useApp();
  const { groups } = store.catalog.value;
  const chosen = useSignal<string | undefined>(undefined);
  const group = groups.find(({ periodical }) => periodical === chosen.value) ?? groups[0];
  const route = store.route.value;
  const by = route.by ?? "week";
  const rolled = group?.series.by ?? "week";

  // An address may ask for another period than what was there.
  useEffect(() => {
    if (rolled !== by && groups.length > 0) actions.rollUp(by);
  }, [by, rolled, groups.length, actions]);

  if (!group) return store.ready.value ? <NeedsReports message="trends.needs" /> : null;
  const fields = group.figures;
  const field = [route.field, ...store.headlines.value, ...fields].find((name) => name && fields.includes(name));
  if (field === undefined) return <NeedsReports message="trends.none" />;
  const range = rangesOf(group).find((weeks) => weeks === route.weeks);
  return (
    <>
      <Toolbar
        group={group}
        groups={groups}
        fields={fields}
        field={field}
        by={by}
        range={range}
        onGroup={(id) => {
          chosen.value = id;
        }}
      />
      <FieldTrend key={field} group={group} name={field} by={by} range={range} />
      <Multiples group={group} fields={fields} current={field} by={by} range={range} />
      <Notes group={group} field={field} />
    </>
  );
}

interface ToolbarProps {
  group: Group;
  groups: readonly Group[];
  fields: readonly string[];
  field: string;
  by: SeriesBy;
  range: Range | undefined;
  onGroup(periodical: string): void;
}

function Toolbar({ group, groups, fields, field, by, range, onGroup }: ToolbarProps) {
  const { store, actions } = useApp();
  const messages = useMessages();
  const words = useFieldWords();
  const offered = rangesOf(group);
  const sections = Map.groupBy(fields, (name) => name.split(".")[0] ?? name);
  return (
    <div class="toolbar">
      {groups.length > 1 && (
        <label class="choice">
          {messages.say("trends.periodical")}
          <select value={group.periodical} onChange={({ currentTarget }) => onGroup(currentTarget.value)}>
            {groups.map(({ periodical }) => (
              <option key={periodical} value={periodical}>
                {periodical}
              </option>
            ))}
          </select>
        </label>
      )}
      <label class="choice">
        {messages.say("trends.field")}
        <select
          id="trend-field"
          value={field}
          onChange={({ currentTarget }) =>
            actions.navigate({ view: "trends", field: currentTarget.value, by, weeks: range })
          }
        >
          {[...sections].map(([section, names]) => (
            <optgroup key={section} label={messages.lookUp(`section.${section}`, section)}>
              {names.map((name) => (
                <option key={name} value={name} selected={name === field}>
                  {words(name).label}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      </label>
      <fieldset class="segments">
        <legend class="visually-hidden">{messages.say("trends.by")}</legend>
        {periods.map((period) => (
          <label key={period}>
            <input
              type="radio"
              name="by"
              checked={period === by}
              onChange={() => actions.replaceRoute({ view: "trends", field, by: period, weeks: range })}
            />
            {messages.say(`trends.by.${period}`)}
          </label>
        ))}
      </fieldset>
      {offered.length > 0 && (
        <fieldset class="segments">
          <legend class="visually-hidden">{messages.say("trends.range")}</legend>
          {[...offered, undefined].map((weeks) => (
            <label key={weeks}>
              <input
                type="radio"
                name="range"
                checked={weeks === range}
                onChange={() => actions.replaceRoute({ view: "trends", field, by, weeks })}
              />
              {weeks ? messages.count("trends.range.weeks", weeks) : messages.say("trends.range.all")}
            </label>
          ))}
        </fieldset>
      )}
      <label class="check">
        <input
          type="checkbox"
          checked={store.settings.value.lastYear}
          onChange={({ currentTarget }) => actions.set({ lastYear: currentTarget.checked })}
        />
        {messages.say("trends.lastYear")}
      </label>
    </div>
  );
}

interface TrendProps {
  group: Group;
  name: string;
  by: SeriesBy;
  range: Range | undefined;
}

function FieldTrend({ group, name, by, range }: TrendProps) {
  const { store, actions } = useApp();
  const messages = useMessages();
  const { label, type } = useFieldWords()(name);
  const at = useSignal<number | undefined>(undefined);
  const panel = useRef<HTMLElement>(null);
  const entries = store.byId.value;
  const trend = useMemo(() => trendsOf(group, by, entries, range)(name), [group, name, by, entries, range]);
  if (!trend) return null;
  const { items, field } = trend;
  const { lastYear } = store.settings.value;
  const value = (number: number) => formatValue(messages, number, type);
  const spoken = (item: TrendItem) =>
    [item.label, formatItem(messages, item, type), ...marksOf(item)].filter(Boolean).join(" · ");
  const marksOf = ({ anomaly, contradiction, weeks, yearBefore }: TrendItem) => [
    anomaly && messages.say("trends.anomaly"),
    contradiction && messages.say(`trends.contradiction.${contradiction}`),
    weeks && weeks.with < weeks.all && messages.say("trends.weeksWith", { weeks: weeks.with, all: weeks.all }),
    lastYear && yearBefore !== null && `${messages.say("trends.yearBefore")}: ${value(yearBefore)}`,
  ];
  const open = ({ entry }: TrendItem) => {
    if (!entry) return;
    actions.show(undefined);
    actions.navigate({ view: "report", id: entry, field: name });
  };
  const current = items[at.value ?? items.length - 1];
  const unit = unitName(messages, field.unit);
  const title = unit ? `${label} (${unit})` : label;
  const save = (how: typeof saveSvg | typeof savePng) => {
    const chart = panel.current?.querySelector<SVGSVGElement>(".chart svg");
    const legend = panel.current?.querySelector<HTMLElement>(".legend");
    if (chart && legend) void how({ chart, legend }, title, name);
  };
  return (
    <>
      <section class="panel trend" ref={panel} aria-labelledby="trend-title" data-field={name}>
        <div class="trend-head">
          <h3 id="trend-title">{label}</h3>
          <span class="muted">
            {unit} {trend.by !== "week" && `· ${messages.say(`trends.aggregate.${field.aggregate}`)}`}
          </span>
          <span class="spring" />
          <span class="trend-saves">
            <button type="button" class="small" id="save-svg" onClick={() => save(saveSvg)}>
              {messages.say("trends.svg")}
            </button>
            <button type="button" class="small" id="save-png" onClick={() => save(savePng)}>
              {messages.say("trends.png")}
            </button>
          </span>
        </div>
        <p class="readout" aria-live="polite">
          {current && spoken(current)}
        </p>
        <Chart
          trend={trend}
          lastYear={lastYear}
          at={at.value}
          label={messages.say("trends.chart", { field: label })}
          spoken={spoken}
          onMove={(index) => {
            at.value = index;
          }}
          onOpen={open}
        />
        <Legend trend={trend} lastYear={lastYear} />
        <Summary trend={trend} />
      </section>
      <NumbersTable
        trend={trend}
        title={title}
        onSave={(csv) => saveFile(`${name}.csv`, new Blob([csv], { type: "text/csv" }))}
        onOpen={open}
      />
    </>
  );
}

/** The core's robust statistics over all weeks. */
function Summary({ trend: { name, field } }: { trend: Trend }) {
  const messages = useMessages();
  const { type } = useFieldWords()(name);
  const { count, median, minimum, maximum, slope_per_week: slope } = field.summary;
  if (median == null || minimum == null || maximum == null) return null;
  const value = (number: number) => formatValue(messages, number, type);
  // Any two values lie on a line.
  const trend = slope != null && count > 2 && formatDelta(messages, Math.round(slope * 100) / 100, type);
  return (
    <p class="muted summary">
      {messages.say("trends.summary", { median: value(median), minimum: value(minimum), maximum: value(maximum) })}
      {trend && ` · ${messages.say("trends.slope", { slope: trend })}`}
    </p>
  );
}

function Multiples({
  group,
  fields,
  current,
  by,
  range,
}: {
  group: Group;
  fields: readonly string[];
  current: string;
  by: SeriesBy;
  range: Range | undefined;
}) {
  const { store } = useApp();
  const messages = useMessages();
  const words = useFieldWords();
  const trendOf = trendsOf(group, by, store.byId.value, range);
  const charts = fields.flatMap((name) => {
    const trend = name === current ? undefined : trendOf(name);
    const values = trend?.items.filter(({ value }) => value !== null) ?? [];
    const [before, last] = values.length > 1 ? values.slice(-2) : [undefined, ...values];
    if (!trend || !last || last.value === null) return [];
    const { label, type } = words(name);
    return [
      <a key={name} href={formatRoute({ view: "trends", field: name, by, weeks: range })}>
        <span class="label">
          <span title={label}>{label}</span>
          <strong title={formatItem(messages, last, type)}>
            {last.qualifier && <span class="muted">{messages.say(`qualifier.${last.qualifier}.short`)}</span>}
            {formatValue(messages, last.value, type)}
          </strong>
        </span>
        <SmallChart trend={trend} />
        <span class="muted">
          {before?.value != null &&
            (type === "percentage"
              ? formatDelta(messages, Math.round((last.value - before.value) * 100) / 100, type)
              : before.value !== 0 &&
                formatDeltaPercent(messages, Math.round((last.value / before.value - 1) * 1000) / 10))}
        </span>
        {last !== trend.items.at(-1) && (
          <span class="muted">{messages.say("trends.lastPrinted", { period: last.label })}</span>
        )}
      </a>,
    ];
  });
  if (charts.length === 0) return null;
  return (
    <section aria-labelledby="multiples-title">
      <h3 id="multiples-title">{messages.say("trends.multiples")}</h3>
      <div class="multiples">{charts}</div>
    </section>
  );
}

/** What the core remarks on the series, and on this field in it. */
function Notes({ group, field }: { group: Group; field: string }) {
  const messages = useMessages();
  const notes = group.series.diagnostics.filter(
    ({ field: about, severity }) => about === field || (about === null && severity !== "info"),
  );
  if (notes.length === 0) return null;
  return (
    <section class="findings panel" aria-labelledby="series-notes">
      <h3 id="series-notes">{messages.say("trends.notes")}</h3>
      <SeriesNotes notes={notes} />
    </section>
  );
}
