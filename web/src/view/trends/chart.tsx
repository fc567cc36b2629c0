import { scaleLinear, scaleUtc } from "d3-scale";
import { line } from "d3-shape";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { useMessages } from "../../app-context.ts";
import type { Messages } from "../../messages/messages.ts";
import type { Trend, TrendItem } from "../../trends/trend.ts";

interface Props {
  trend: Trend;
  lastYear: boolean;
  /** Which item the reader is at. */
  at: number | undefined;
  label: string;
  spoken(item: TrendItem): string;
  onMove(at: number | undefined): void;
  onOpen(item: TrendItem): void;
}

/** A chart of one field. Weeks without a report are gaps, never a line through them. */
export function Chart({ trend, lastYear, at, label, spoken, onMove, onOpen }: Props) {
  const messages = useMessages();
  const { box, width, height } = useSize();
  const margin = { top: 10, right: 12, bottom: 24, left: 56 };
  const { items, gaps } = trend;
  const { x, y } = scalesOf(trend, lastYear, [margin.left, width - margin.right], [height - margin.bottom, margin.top]);
  const ticks = valueTicks(y, trend);
  const current = at === undefined ? undefined : items[at];

  const move = (event: KeyboardEvent) => {
    const from = at ?? items.length;
    const to = { ArrowLeft: from - 1, ArrowRight: from + 1, Home: 0, End: items.length - 1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      onMove(Math.max(0, Math.min(items.length - 1, to)));
    } else if (event.key === "Enter" && current) {
      event.preventDefault();
      onOpen(current);
    }
  };
  const nearest = (event: MouseEvent) => {
    const left = box.current?.getBoundingClientRect().left ?? 0;
    const instant = x.invert(event.clientX - left).getTime();
    let best = 0;
    for (const [index, item] of items.entries()) {
      if (Math.abs(middle(item) - instant) < Math.abs(middle(items[best] ?? item) - instant)) best = index;
    }
    return best;
  };
  return (
    <div
      class="chart"
      ref={box}
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={Math.max(0, items.length - 1)}
      aria-valuenow={at ?? items.length - 1}
      aria-valuetext={current ? spoken(current) : label}
      onKeyDown={move}
      onPointerMove={(event) => onMove(nearest(event))}
      onPointerLeave={() => onMove(undefined)}
      onClick={(event) => {
        const item = items[nearest(event)];
        if (item) onOpen(item);
      }}
    >
      {width > 0 && (
        <svg viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
          {gaps.map((gap) => (
            <rect
              key={gap.start}
              class="gap"
              x={x(gap.start)}
              y={margin.top}
              width={Math.max(1, x(gap.end) - x(gap.start))}
              height={height - margin.top - margin.bottom}
            >
              <title>{`${gap.label}: ${messages.say("trends.gapOf")}`}</title>
            </rect>
          ))}
          <g class="axis">
            {ticks.map((tick) => (
              <g key={tick}>
                <line class="rule" x1={margin.left} x2={width - margin.right} y1={y(tick)} y2={y(tick)} />
                <text x={margin.left - 8} y={y(tick)} dy="0.32em" text-anchor="end">
                  {messages.short(tick)}
                </text>
              </g>
            ))}
            {timeLabels(messages, trend, x, Math.max(2, Math.floor(width / 110))).map(({ at: instant, text }) => (
              <text
                key={instant}
                x={Math.max(margin.left, Math.min(width - margin.right, x(instant)))}
                y={height - 6}
                text-anchor="middle"
              >
                {text}
              </text>
            ))}
          </g>
          <Marks trend={trend} x={x} y={y} lastYear={lastYear} />
          {current && (
            <line
              class="cursor"
              data-helper
              x1={x(middle(current))}
              x2={x(middle(current))}
              y1={margin.top}
              y2={height - margin.bottom}
            />
          )}
          <rect
            class="hot"
            data-helper
            x={margin.left}
            y="0"
            width={Math.max(0, width - margin.left)}
            height={height}
          />
        </svg>
      )}
    </div>
  );
}

/** The same in small, to be seen beside others: no axes, nothing to press. */
export function SmallChart({ trend }: { trend: Trend }) {
  const { box, width, height } = useSize();
  const { x, y } = scalesOf(trend, false, [4, width - 4], [height - 4, 6]);
  return (
    <div class="chart small" ref={box}>
      {width > 0 && (
        <svg viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
          {trend.gaps.map((gap) => (
            <rect
              key={gap.start}
              class="gap"
              x={x(gap.start)}
              y="0"
              width={Math.max(1, x(gap.end) - x(gap.start))}
              height={height}
            />
          ))}
          <line class="rule" x1="0" x2={width} y1={height - 4} y2={height - 4} />
          <Marks trend={trend} x={x} y={y} lastYear={false} small />
        </svg>
      )}
    </div>
  );
}

/** A month that stands alone is no wall. */
const widestBar = 72;

type X = ReturnType<typeof scaleUtc<number>>;
type Y = ReturnType<typeof scaleLinear<number>>;

function Marks({
  trend,
  x,
  y,
  lastYear,
  small = false,
}: {
  trend: Trend;
  x: X;
  y: Y;
  lastYear: boolean;
  small?: boolean;
}) {
  const { items, gaps, by } = trend;
  if (by !== "week") {
    return (
      <>
        {items.map((item) => {
          if (item.value === null) return null;
          const barWidth = Math.max(1, Math.min(widestBar, (x(item.end) - x(item.start)) * 0.76));
          const incomplete = item.weeks !== undefined && item.weeks.with < item.weeks.all;
          const top = Math.min(y(item.value), y(0));
          return (
            <rect
              key={item.start}
              class={`bar-of ${incomplete ? "incomplete" : ""}`}
              x={x(middle(item)) - barWidth / 2}
              y={top}
              width={barWidth}
              height={Math.max(1, Math.abs(y(0) - y(item.value)))}
            />
          );
        })}
        {lastYear && <YearBefore items={items} x={x} y={y} breaks={[]} />}
      </>
    );
  }
  const dots = !small && items.length <= 160;
  return (
    <>
      {lastYear && <YearBefore items={items} x={x} y={y} breaks={gaps.map(({ start }) => start)} />}
      <path
        class="line"
        d={pathOf(
          items,
          (item) => item.value,
          x,
          y,
          gaps.map(({ start }) => start),
        )}
      />
      {items.map((item, index) => {
        if (item.value === null)
          return item.contradiction && <Disagreement key={item.start} {...{ item, x, y, small }} />;
        const [cx, cy] = [x(middle(item)), y(item.value)];
        const alone = items[index - 1]?.value == null && items[index + 1]?.value == null;
        if (!dots && !alone && !item.anomaly && !item.contradiction) return null; // thousands of nothing
        return (
          <g key={item.start}>
            {(dots || alone) && <circle class="point" cx={cx} cy={cy} r={small ? 1.5 : 3} />}
            {item.anomaly && <circle class="anomaly" cx={cx} cy={cy} r={small ? 3 : 5.5} />}
            {item.contradiction && !small && <path class="contradiction" d={cross(cx, cy, 6)} />}
          </g>
        );
      })}
    </>
  );
}

/** A week without a value, because several are printed: each of them, or the place where one should be. */
function Disagreement({ item, x, y, small }: { item: TrendItem; x: X; y: Y; small: boolean }) {
  const at = x(middle(item));
  const heights = (item.printed.length > 0 ? item.printed : [0]).map((value) => y(value));
  return (
    <g>
      <line class="contradiction" x1={at} x2={at} y1={Math.min(...heights)} y2={Math.max(...heights)} />
      {heights.map((height) => (
        <path key={height} class="contradiction" d={cross(at, height, small ? 3 : 6)} />
      ))}
    </g>
  );
}

function YearBefore({ items, x, y, breaks }: { items: readonly TrendItem[]; x: X; y: Y; breaks: readonly number[] }) {
  if (items.every(({ yearBefore }) => yearBefore === null)) return null;
  return <path class="line last-year" d={pathOf(items, (item) => item.yearBefore, x, y, breaks)} />;
}

/** A line that ends where a value is missing, and at every gap. */
function pathOf(
  items: readonly TrendItem[],
  figureOf: (item: TrendItem) => number | null,
  x: X,
  y: Y,
  breaks: readonly number[],
): string {
  const pieces: TrendItem[][] = [[]];
  let next = 0;
  for (const item of items) {
    while (next < breaks.length && (breaks[next] ?? 0) < item.start) {
      pieces.push([]);
      next += 1;
    }
    pieces.at(-1)?.push(item);
  }
  const draw = line<TrendItem>()
    .defined((item) => figureOf(item) !== null)
    .x((item) => x(middle(item)))
    .y((item) => y(figureOf(item) ?? 0));
  return pieces.map((piece) => draw(piece) ?? "").join("");
}

const cross = (x: number, y: number, r: number) =>
  `M${x - r} ${y - r}L${x + r} ${y + r}M${x - r} ${y + r}L${x + r} ${y - r}`;

export const middle = ({ start, end }: Pick<TrendItem, "start" | "end">) => (start + end) / 2;

/** Figures of one sign start at zero: a chart must not make a small change look like a large one. */
function scalesOf({ items, gaps }: Trend, lastYear: boolean, horizontal: [number, number], vertical: [number, number]) {
  const values = items
    .flatMap(({ value, printed, yearBefore }) => [value, ...printed, lastYear ? yearBefore : null])
    .filter((value) => value !== null);
  const spans = [...items, ...gaps];
  const from = Math.min(...spans.map(({ start }) => start));
  const to = Math.max(...spans.map(({ end }) => end));
  const x = scaleUtc<number>().domain([from, to]).range(horizontal);
  const y = scaleLinear<number>()
    .domain([Math.min(0, ...values), Math.max(0, ...values) || 1])
    .nice(valueSteps)
    .range(vertical);
  return { x, y };
}

/** About so many rules, with a figure each. */
const valueSteps = 4;

/** Whole numbers stand on whole numbers. */
function valueTicks(y: Y, { items }: Trend): number[] {
  const whole = items.every(({ value }) => value === null || Number.isInteger(value));
  return y.ticks(valueSteps).filter((tick) => !whole || Number.isInteger(tick));
}

/**
 * Weeks have the days of a calendar below them, months, quarters and years their own names. Where there is room for all items,
 * each has the day that it begins on below it, and nothing else has a label.
 */
function timeLabels(
  messages: Messages,
  { items, gaps, by }: Trend,
  x: X,
  most: number,
): { at: number; text: string }[] {
  if (by === "week") {
    if (items.length <= most && gaps.length === 0) {
      return items.map((item) => ({ at: middle(item), text: messages.date(new Date(item.start), "day") }));
    }
    const ticks = x.ticks(most);
    const [first, last] = [items[0], items.at(-1)];
    // One day alone says nothing of how long the others are.
    if (ticks.length < 2 && first && last) {
      return [first, last].map((item) => ({
        at: middle(item),
        text: dateLabel(messages, new Date(item.start), x.domain()),
      }));
    }
    return ticks.map((tick) => ({ at: tick.getTime(), text: dateLabel(messages, tick, x.domain()) }));
  }
  const every = Math.ceil(items.length / most);
  return items
    .filter((_, index) => index % every === 0)
    .map((item) => ({
      at: middle(item),
      text: by === "month" ? messages.date(new Date(item.start), "month") : item.label,
    }));
}

const longSpan = 2.5 * 365 * 86_400_000;

function dateLabel(messages: Messages, date: Date, [from, to]: Date[]): string {
  const span = (to?.getTime() ?? 0) - (from?.getTime() ?? 0);
  if (span > longSpan && date.getUTCMonth() === 0) return String(date.getUTCFullYear());
  return messages.date(date, span > 120 * 86_400_000 ? "month" : "day");
}

function useSize() {
  const box = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const measure = () => setSize({ width: element.clientWidth, height: element.clientHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { box, ...size };
}
