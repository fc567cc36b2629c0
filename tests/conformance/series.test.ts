// Series and rows, end to end: a planted decade of documents, and the same bytes from every surface.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { type Certdelta, load, type Series } from "certdelta";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { NATIVE, parseFiles, ROOT, requireNative, run } from "../corpus/command.mjs";
import { generate, writeAll } from "../corpus/generate.mjs";
import { createRandom } from "../corpus/random.mjs";
import { WasmCore } from "./wasm-core.mjs";

const NPM_COMMAND = join(ROOT, "js/bin/certdelta.js");
const folder = mkdtempSync(join(tmpdir(), "certdelta-series-"));
afterAll(() => rmSync(folder, { recursive: true }));

const text = (bytes: Uint8Array) => new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
const native = (...args: string[]) => text(run(NATIVE, args));
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

describe("700 weekly issues with planted gaps, duplicates, revisions, anomalies and a trend", () => {
  const WEEKS = 700;
  const first = Date.UTC(2010, 0, 4);
  const isoDay = (day: number) => new Date(first + day * 86_400_000);
  const iso = (week: number, day = 0) =>
    isoDay(week * 7 + day)
      .toISOString()
      .slice(0, 10);
  const planted = {
    missing: [20, 21, 250, 400, 401, 402, 699 - 40],
    copied: [5, 333],
    revised: [77, 500],
    unusual: [44, 222, 610],
    wrong: [123, 345],
  };

  function document(week: number, value: number, before: number | undefined, stated?: string) {
    const [monday, sunday] = [isoDay(week * 7), isoDay(week * 7 + 6)];
    const day = (date: Date) => `${months[date.getUTCMonth()]}.${date.getUTCDate()}`;
    const number =
      Math.floor((Date.UTC(2000, sunday.getUTCMonth(), sunday.getUTCDate()) - Date.UTC(2000, 0, 1)) / 6.048e8) + 1;
    const percent = before === undefined ? 0 : (Math.abs(value - before) / before) * 100;
    const change =
      before === undefined || value === before
        ? ""
        : `, ${value > before ? "an increase" : "a decrease"} of ${stated ?? percent.toFixed(1)}% from last week`;
    return `Weekly Report of CNCERT\n\nIssue ${number} ${sunday.getUTCFullYear()} ${day(monday)} -${day(sunday)}\n\nIncident Handling\n\nThis week, CNCERT has handled ${value} network security incidents${change}.\n\nThanks to all partners.\n`;
  }

  let series: Series;
  beforeAll(() => {
    requireNative();
    const random = createRandom(11);
    const paths: string[] = [];
    const write = (name: string, content: string) => {
      paths.push(join(folder, name));
      writeFileSync(join(folder, name), content);
    };
    let before: number | undefined;
    for (let week = 0; week < WEEKS; week++) {
      let value = 1000 + week * 2 + random.integer(-90, 90);
      if (planted.unusual.includes(week)) value = 30_000 + week;
      if (planted.missing.includes(week)) {
        before = undefined;
        continue;
      }
      const name = `issue-${String(week).padStart(3, "0")}`;
      const stated = planted.wrong.includes(week) ? "77.7" : undefined;
      const content = document(week, value, before, stated);
      write(`${name}.md`, content);
      if (planted.copied.includes(week)) write(`${name}-again.md`, content);
      if (planted.revised.includes(week)) write(`${name}-v2.md`, document(week, value + 1, before));
      // The next report states its change from the figure that stands in the end.
      before = planted.revised.includes(week) ? value + 1 : value;
    }
    series = JSON.parse(native("series", "--by", "year", ...random.shuffle(paths)));
  }, 120_000);

  const handled = () => {
    const field = series.fields["incidents.handled.total"];
    if (field === undefined) throw new Error("the field is not there");
    return field;
  };

  test("every week is there, in order, and every gap", () => {
    expect(series.reports.map(({ period }) => period?.start)).toEqual(
      Array.from({ length: WEEKS }, (_, week) => week)
        .filter((week) => !planted.missing.includes(week))
        .map((week) => iso(week)),
    );
    expect(series.gaps).toEqual([
      { start: iso(20), end: iso(21, 6), weeks: 2 },
      { start: iso(250), end: iso(250, 6), weeks: 1 },
      { start: iso(400), end: iso(402, 6), weeks: 3 },
      { start: iso(659), end: iso(659, 6), weeks: 1 },
    ]);
  });

  test("every duplicate and every revision", () => {
    expect(series.duplicates).toEqual([
      ["issue-005.md", "issue-005-again.md"],
      ["issue-333.md", "issue-333-again.md"],
    ]);
    expect(series.revisions).toEqual([
      { sources: ["issue-077.md", "issue-077-v2.md"], fields: ["incidents.handled.total"] },
      { sources: ["issue-500.md", "issue-500-v2.md"], fields: ["incidents.handled.total"] },
    ]);
  });

  test("every unusual figure, and no other", () => {
    const unusual = handled().points.filter(({ anomaly }) => anomaly);
    expect(unusual.map(({ start }) => start)).toEqual(planted.unusual.map((week) => iso(week)));
  });

  test("the trend", () => {
    expect(handled().summary.slope_per_week).toBeGreaterThan(1.95);
    expect(handled().summary.slope_per_week).toBeLessThan(2.05);
  });

  test("every wrong statement, and nothing else to report", () => {
    const told = series.diagnostics.filter(({ code }) => code !== "never-read");
    expect(
      told.filter(({ code }) => code === "stated-change-disagrees").map(({ message }) => message.slice(0, 10)),
    ).toEqual(planted.wrong.map((week) => iso(week)));
    expect(told.filter(({ code }) => code === "revision-kept")).toHaveLength(2);
    expect(told).toHaveLength(4);
  });

  test("missing weeks of the years are counted", () => {
    const rollup = handled().rollup ?? [];
    expect(rollup.map(({ missing }) => missing).reduce((sum, missing) => sum + missing, 0)).toBe(
      // and those of the first and the last year that no report could cover
      planted.missing.length + rollup.reduce((sum, { weeks, missing }) => sum + weeks + missing, 0) - WEEKS,
    );
    expect(rollup[0]).toMatchObject({ key: "2010", weeks: 49, missing: 3 });
  });
});

describe("series and rows are the native command's, byte for byte", () => {
  let paths: string[];
  let records: string[];
  let core: WasmCore;
  let certdelta: Certdelta;
  beforeAll(async () => {
    const reports = (["en", "zh"] as const).flatMap((edition) =>
      generate({ edition, count: 12, seed: 21 }).map((report) => ({ ...report, name: `${edition}-${report.name}` })),
    );
    paths = writeAll(join(folder, "surfaces"), reports);
    records = parseFiles(paths);
    core = await WasmCore.load();
    certdelta = await load();
  });
  const lines = () => new TextEncoder().encode(records.join("\n"));
  const documents = () => paths.map((path) => ({ name: basename(path), document: readFileSync(path) }));

  describe.each(["json", "csv", "markdown", "table"] as const)("series as %s", (format) => {
    const by = format === "json" ? "quarter" : "month";
    // The command lays its JSON out where it is asked for by name; by itself it is one line.
    const print = (command: string[], ...inputs: string[]) =>
      text(
        run(command[0] as string, [
          ...command.slice(1),
          "series",
          "--by",
          by,
          ...(format === "json" ? [] : ["--format", format]),
          ...inputs,
        ]),
      );
    let expected: string;
    beforeAll(() => {
      expected = print([NATIVE], ...paths);
      if (format === "json") expected = expected.trimEnd();
    });

    test("documents, records and both, through the command", () => {
      const file = join(folder, "records.ndjson");
      writeFileSync(file, records.slice(3).join("\n"));
      expect(print([NATIVE], file, ...paths.slice(0, 3)).trimEnd()).toBe(expected.trimEnd());
    });

    test("wasm in Node, through the C ABI", () => {
      const options = new TextEncoder().encode(JSON.stringify({ by, format }));
      expect(text(core.call("certdelta_series", [lines(), options]))).toBe(expected);
    });

    test("the npm package, from documents, records, and an async iterable of both", async () => {
      expect(certdelta.seriesAs(format, documents(), { by })).toBe(expected);
      expect(certdelta.seriesAs(format, records, { by })).toBe(expected);
      async function* mixed() {
        yield* documents().slice(0, 5);
        yield* records.slice(5).map((record) => JSON.parse(record));
      }
      expect(await certdelta.seriesAs(format, mixed(), { by })).toBe(expected);
    });

    test("the npm command", () => {
      expect(print([process.execPath, NPM_COMMAND], ...paths).trimEnd()).toBe(expected.trimEnd());
    });
  });

  test("rows as CSV", () => {
    // The command names a document by its path, the records by its name.
    const expected = native("parse", "--format", "csv", ...paths).replaceAll(`,${folder}/surfaces/`, ",");
    const options = new TextEncoder().encode('{"format":"csv"}');
    expect(text(core.call("certdelta_rows", [lines(), options]))).toBe(expected);
    expect(certdelta.rowsAs("csv", documents())).toBe(expected);
  });

  test("rows as JSON say what the CSV says", () => {
    const rows = certdelta.rows(records);
    const header = certdelta.info.csv_header.trim().split(",");
    expect(rows.map((row) => Object.keys(row))).toEqual(rows.map(() => header));
    expect(rows.length).toBe(
      native("parse", "--format", "csv", ...paths)
        .trimEnd()
        .split("\r\n").length - 1,
    );
    expect(rows.find(({ status, change }) => status === "found" && change !== null)?.change).toMatch(/%|same|up|down/u);
  });

  test("data packages", () => {
    const [one, other] = [join(folder, "package-1"), join(folder, "package-2")];
    run(NATIVE, ["parse", "--format", "datapackage", "--out", one, ...paths]);
    run(process.execPath, [NPM_COMMAND, "parse", "--format", "datapackage", "--out", other, ...paths]);
    for (const name of ["data.csv", "datapackage.json"]) {
      expect(readFileSync(join(other, name), "utf8"), name).toBe(readFileSync(join(one, name), "utf8"));
    }
    const descriptor = JSON.parse(readFileSync(join(one, "datapackage.json"), "utf8"));
    const [data, fields] = descriptor.resources;
    expect(data.path).toBe("data.csv");
    const [header, ...rows] = readFileSync(join(one, data.path), "utf8").split("\r\n");
    expect(data.schema.fields.map(({ name }: { name: string }) => name)).toEqual(header?.split(","));
    const known = new Set(fields.data.map(({ name }: { name: string }) => name));
    expect(rows.filter((row) => row !== "").every((row) => known.has(row.split(",")[4]))).toBe(true);
    expect(fields.data).toContainEqual(
      expect.objectContaining({
        name: "rating.overall",
        type: "enumeration",
        aggregate: "last",
        label_en: "Overall rating",
      }),
    );
    expect(fields.data[0].description_en).not.toBe("");
    expect(descriptor.name).toBe("cncert-weekly");
  });
});

describe("what cannot be part of a series", () => {
  test.each([
    ["native", [NATIVE]],
    ["npm", [process.execPath, NPM_COMMAND]],
  ])("is told, and does not stop the rest: %s", async (_name, command) => {
    const { spawnSync } = await import("node:child_process");
    const [path] = writeAll(join(folder, "alone"), generate({ edition: "en", count: 1, seed: 3, damage: [] }));
    const record = parseFiles([path as string])[0] as string;
    const unknown = record.replace('"id":"cncert-weekly.en"', '"id":"harbour-weekly.en"');
    const error =
      '{"schema":"certdelta.error/1","source":"e.md","code":"empty-input","message":"there is no text in it"}';
    const input = [record.slice(0, 200), record, unknown, error, "words", record].join("\n");
    const { status, stdout, stderr } = spawnSync(command[0] as string, [...command.slice(1), "series", "-"], {
      input,
      encoding: "utf8",
    });
    expect(status).toBe(2);
    const told = stderr.trimEnd().split("\n");
    expect(told).toHaveLength(4);
    expect(told[0]).toMatch(/^certdelta: -: record 1: is not valid JSON .*\(invalid-json\)$/u);
    expect(
      told.filter((line) => /record 3: its profile "harbour-weekly\.en" is not known here.*\(not-found\)$/u.test(line)),
    ).toHaveLength(1);
    expect(
      told.filter((line) => /record 4: e\.md could not be read: there is no text in it \(empty-input\)$/u.test(line)),
    ).toHaveLength(1);
    expect(told.filter((line) => /record 5: .*\(/u.test(line))).toHaveLength(1);
    expect(JSON.parse(stdout)).toMatchObject({ reports: [{}], duplicates: [[{}, {}].map(() => expect.any(String))] });
  });
});
