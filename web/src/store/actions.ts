/** What can be done. Nothing else writes the store, speaks to the workers or to the database. */
import { batch } from "@preact/signals";
import type { Info, Report, SeriesBy } from "certdelta";
import type { ExportFormat } from "certdelta/export";
import { ReadingClient, RequestError } from "../reading/client.ts";
import { ReadingPool } from "../reading/pool.ts";
import type {
  DocumentSource,
  Failure,
  NamedText,
  PagePicture,
  ReadAnswer,
  ReadDocument,
  Trial,
} from "../reading/protocol.ts";
import { samples } from "../samples/samples.ts";
import { saveFile } from "../save.ts";
import { LibraryDatabase, type StoredDocument, type StoredProfile, type StoredReport } from "../storage/database.ts";
import { writeLibraryFile } from "../storage/library-file.ts";
import { type LibraryChange, OtherWindows } from "../storage/other-windows.ts";
import { isEmbedded } from "../teach/profiles.ts";
import { byPeriodical, catalogOf, groupOf, seriesLines } from "./catalog.ts";
import { formatRoute, parseRoute, type Route } from "./route.ts";
import { type Settings, saveSettings, watchSettings } from "./settings.ts";
import type { Entry, FullReport, Notice, QueueItem, ShownEvidence, Store } from "./store.ts";

/**
 * Results are shown in groups, larger ones the more there is to show: one rendering for each of a thousand files would be
 * slower than the reading.
 */
const groupMilliseconds = (shown: number) => Math.min(60 + shown, 400);
/** The core orders the library again at most this often while documents are being read. */
const seriesMilliseconds = 2500;
/** What was read is shown first and written then, but not later than this: whoever closes the page before that loses it. */
const longestUnwritten = 2000;
/** So many documents are written at once: handing them over holds the page up. */
const writtenAtOnce = 40;
/** What another window does comes in groups, too. */
const adoptMilliseconds = 300;
const mostWorkers = 4;
/** A worker that takes longer to start is not waited for with what is on this device. */
const longestStart = 3000;

interface Unwritten {
  entry: Entry;
  document: StoredDocument;
}

interface Deletion {
  entries: readonly Entry[];
  /** As it was before. */
  selection: ReadonlySet<string>;
}

type Settled = { item: QueueItem; answer: ReadAnswer } | { item: QueueItem; error: Failure };

export class Actions {
  readonly #store: Store;
  readonly #pool = new ReadingPool(Math.min(navigator.hardwareConcurrency || 2, mostWorkers));
  /** For everything that is not the reading of documents, so that none of it waits for a long queue. */
  readonly #desk = new ReadingClient();
  /** `undefined` where the browser keeps nothing. */
  readonly #database: Promise<LibraryDatabase | undefined>;
  readonly #others = new OtherWindows((change) => void this.#adopt(change));
  /** Of encrypted documents, until the page is closed: they are kept nowhere. */
  readonly #passwords = new Map<string, string>();
  #writes = 0;
  /** Counts the user's profiles as they change: what was read with other ones is read again. */
  #generation = 0;
  /** Documents that are not in the database: not yet, or never where the browser keeps nothing. */
  readonly #unsaved = new Map<string, StoredDocument>();
  /** Of these, the ones that are still to be written. */
  #unwritten: Unwritten[] = [];
  #settled: Settled[] = [];
  #deliveryTimer: ReturnType<typeof setTimeout> | undefined;
  #lastKey = 0;
  #seriesTimer: ReturnType<typeof setTimeout> | undefined;
  #seriesRun = 0;
  /** Those that can be taken back, the last one last. */
  #deletions: Deletion[] = [];

  constructor(store: Store) {
    this.#store = store;
    this.#database = LibraryDatabase.open().catch(() => {
      store.storage.value = { ...store.storage.value, kept: false };
      return undefined;
    });
  }

  // --- the page ---------------------------------------------------------------------------------------------------------

  async start(): Promise<void> {
    const store = this.#store;
    addEventListener("hashchange", () => {
      store.route.value = parseRoute(location.hash);
    });
    // It may be closed now.
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") this.#writeAll();
    });
    watchSettings((settings) => {
      store.settings.value = settings;
    });
    const info = this.#desk.request({ kind: "info" });
    try {
      const alone = await this.#others.alone();
      const stored = await (await this.#database)?.load(alone);
      if (stored) {
        this.#useProfiles(stored.profiles);
        // Documents may have been dropped meanwhile, here or in another window.
        const known = store.byId.value;
        const entries = stored.reports.filter(({ id }) => !known.has(id)).map(entryOfStored);
        store.entries.value = [...entries.sort(byAdded), ...store.entries.value];
      }
    } catch {
      store.storage.value = { ...store.storage.value, kept: false };
    }
    // Names of fields and the order of reports first: nothing moves once it is in sight.
    const named = this.#nameFields(info);
    if (store.entries.value.length > 0) await Promise.race([Promise.all([named, this.#order()]), pause(longestStart)]);
    store.ready.value = true;
    void this.#measureStorage();
  }

  async #nameFields(info: Promise<Info>): Promise<void> {
    try {
      this.#store.info.value = await info;
      if (this.#store.profiles.value.length > 0) await this.#askInfo();
    } catch {
      // A worker that does not start shows as the error of every document, so nothing is lost by leaving it at that here.
    }
  }

  navigate(route: Route): void {
    const hash = formatRoute(route);
    if (hash !== location.hash) location.hash = hash;
    this.#store.route.value = route;
  }

  /** The same view of something else, without a step in the browser's history. */
  replaceRoute(route: Route): void {
    history.replaceState(null, "", formatRoute(route));
    this.#store.route.value = route;
  }

  set(settings: Partial<Settings>): void {
    this.#store.settings.value = { ...this.#store.settings.value, ...settings };
    saveSettings(this.#store.settings.value);
  }

  say(text: Notice["text"], undo?: () => void): void {
    this.#store.notice.value = { key: ++this.#lastKey, text, ...(undo && { undo }) };
  }

  /** Stays until it is closed. */
  #complain(text: Notice["text"]): void {
    this.#store.failure.value = { key: ++this.#lastKey, text };
  }

  /** The notice has been there for long enough. Unlike one that is closed, it leaves what it tells as it is. */
  letNoticeGo(notice: Notice): void {
    if (this.#store.notice.value === notice) this.#store.notice.value = undefined;
  }

  /** Closing the notice of a deletion makes it final; any other notice leaves deletions as they are. */
  dismissNotice(): void {
    const last = this.#deletions.at(-1);
    if (last && this.#store.notice.value?.undo === this.#undoDeletion) this.#purge(this.#deletions.splice(0));
    this.#showDeletion();
  }

  /** Takes back what the notice tells, or else the last deletion. */
  undo(): void {
    (this.#store.notice.value?.undo ?? this.#undoDeletion)();
  }

  /** Files are about to come: a worker takes a moment to be ready. */
  expectFiles(): void {
    this.#pool.warmUp(samples());
  }

  // --- reading ----------------------------------------------------------------------------------------------------------

  read(sources: readonly DocumentSource[]): void {
    if (sources.length === 0) return;
    const store = this.#store;
    const items = sources.map(
      (source): QueueItem => ({ key: ++this.#lastKey, name: source.name, state: "waiting", source, error: undefined }),
    );
    batch(() => {
      store.dropFailed.value = false;
      store.progress.value = store.reading.value
        ? { ...store.progress.value, total: store.progress.value.total + items.length }
        : { total: items.length, done: 0 };
      store.queue.value = [...store.queue.value, ...items];
    });
    for (const item of items) void this.#readOne(item);
  }

  cancel(): void {
    this.#pool.stop();
    this.#store.queue.value = this.#store.failed.value;
  }

  retry(item: QueueItem, password?: string): void {
    if (!item.source) return;
    this.dismissFailed([item.key]);
    this.read([password === undefined ? item.source : { ...item.source, password }]);
  }

  retryAll(): void {
    const failed = this.#store.failed.value.filter(({ source }) => source);
    this.dismissFailed(failed.map(({ key }) => key));
    this.read(failed.flatMap(({ source }) => source ?? []));
  }

  dismissFailed(keys: readonly number[]): void {
    this.#store.queue.value = this.#store.queue.value.filter(({ key }) => !keys.includes(key));
  }

  async #readOne(item: QueueItem): Promise<void> {
    if (!item.source) return;
    const started = () => this.#mark(item.key, "reading");
    try {
      this.#settle({ item, answer: await this.#read(item.source, started) });
    } catch (error) {
      if (!(error instanceof RequestError)) return; // it was cancelled while it waited
      if (error.record.code !== "stopped") this.#settle({ item, error: error.record });
    }
  }

  /** With the profiles as they are when it has been read. */
  async #read(source: DocumentSource, started: () => void): Promise<ReadAnswer> {
    for (;;) {
      const answer = await this.#pool.read(source, started);
      if (answer.generation === this.#generation) return answer;
    }
  }

  #mark(key: number, state: QueueItem["state"]): void {
    // Only what is shown is worth a rendering: the first documents of a long queue.
    const queue = this.#store.queue.value;
    if (queue.length > 50) return;
    this.#store.queue.value = queue.map((item) => (item.key === key ? { ...item, state } : item));
  }

  #settle(settled: Settled): void {
    const { entries, progress } = this.#store;
    if (this.#settled.length === 0)
      this.#deliveryTimer = setTimeout(() => void this.#deliver(), groupMilliseconds(entries.value.length));
    this.#settled.push(settled);
    // With the last one there is nothing to wait for.
    if (progress.value.done + this.#settled.length >= progress.value.total) void this.#deliver();
  }

  async #deliver(): Promise<void> {
    clearTimeout(this.#deliveryTimer);
    const store = this.#store;
    const queued = new Set(store.queue.value.map(({ key }) => key));
    const all = this.#settled.filter(({ item }) => queued.has(item.key));
    this.#settled = [];
    const isStale = (each: Settled) => "answer" in each && each.answer.generation !== this.#generation;
    for (const { item } of all.filter(isStale)) void this.#readOne(item);
    const settled = all.filter((each) => !isStale(each));
    const known = Map.groupBy(store.entries.value, ({ name }) => name);
    const added: Entry[] = [];
    const documents: StoredDocument[] = [];
    const failed: QueueItem[] = [];
    const profiles: { json: string; alone: boolean }[] = [];
    let twice = 0;
    for (const each of settled) {
      if ("error" in each) {
        failed.push({ ...each.item, state: "failed", error: each.error });
        continue;
      }
      const { length } = each.answer.documents;
      profiles.push(...each.answer.profiles.map((json) => ({ json, alone: length === 0 })));
      const alone = length === 1;
      for (const document of each.answer.documents) {
        if (document.error) {
          const { name, error } = document;
          const source = alone ? each.item.source : undefined;
          failed.push({ key: ++this.#lastKey, name, state: "failed", source, error });
          continue;
        }
        const named = known.get(document.name) ?? [];
        const hasText = document.text !== "";
        if (named.some((entry) => entry.line === document.line && entry.hasText === hasText)) {
          twice += 1;
          continue;
        }
        const entry = entryOf(document);
        const password = each.item.source?.password;
        if (password !== undefined) this.#passwords.set(entry.id, password);
        known.set(entry.name, [...named, entry]);
        added.push(entry);
        documents.push({ id: entry.id, record: document.record, text: document.text, original: document.original });
      }
    }
    for (const document of documents) this.#unsaved.set(document.id, document);
    const done = new Set(settled.map(({ item }) => item.key));
    batch(() => {
      store.entries.value = [...store.entries.value, ...added];
      if (added.length > 0) store.ordering.value = true;
      store.queue.value = [...store.queue.value.filter(({ key }) => !done.has(key)), ...failed];
      store.progress.value = { ...store.progress.value, done: store.progress.value.done + settled.length };
    });
    if (added.length > 0) this.#orderSoon(store.reading.value ? seriesMilliseconds : 0);
    if (twice > 0) this.say({ plural: "notice.twice", count: twice });
    const kept = this.#keep(added, documents);
    for (const { json, alone } of profiles) await this.#takeProfile(json, alone);
    await kept;
  }

  /** Writes what was read once it is shown. */
  async #keep(added: readonly Entry[], documents: readonly StoredDocument[]): Promise<void> {
    if (added.length === 0) return;
    const alone = this.#unwritten.length === 0;
    this.#unwritten.push(...added.flatMap((entry, index) => ({ entry, document: documents[index] as StoredDocument })));
    if (!alone) return; // it goes with those that wait
    await this.#whileWriting(async () => {
      await this.#shown();
      while (this.#unwritten.length > 0) {
        await this.#writeSome(writtenAtOnce);
        await idle();
      }
    });
    // Otherwise a browser may drop the library when the disk is full.
    if (await this.#database) void navigator.storage?.persist?.();
  }

  /** All that was read stands in the table, in its order; and the library on this device has been looked at. */
  async #shown(): Promise<void> {
    const { reading, ordering, ready } = this.#store;
    const until = performance.now() + longestUnwritten;
    const isComing = () => reading.value || ordering.value || !ready.value;
    while (isComing() && performance.now() < until) await pause(groupMilliseconds(0));
    await idle();
  }

  #writeSome(count: number): Promise<boolean> {
    const some = this.#unwritten.splice(0, count);
    const documents = some.map(({ document }) => document);
    const reports = some.map(({ entry: { report: _, ...stored } }) => stored);
    return this.#change({ reports: reports.map(({ id }) => id) }, async (database) => {
      await database.put(reports, documents);
      for (const { id } of documents) this.#unsaved.delete(id);
    });
  }

  /** What still waits to be written gets onto its way. */
  #writeAll(): void {
    if (this.#unwritten.length > 0) void this.#writeSome(this.#unwritten.length);
  }

  /** What was read before goes first, so that the disk has it in the order in which it was done. */
  #write(change: Partial<LibraryChange>, write: (database: LibraryDatabase) => Promise<void>): Promise<boolean> {
    this.#writeAll();
    return this.#change(change, write);
  }

  /** That it failed is said, and told by false. */
  async #change(
    { reports = [], profiles = false }: Partial<LibraryChange>,
    write: (database: LibraryDatabase) => Promise<void>,
  ): Promise<boolean> {
    return this.#whileWriting(async () => {
      const database = await this.#database;
      if (!database) return true;
      try {
        await write(database);
        this.#others.tell({ reports, profiles });
        return true;
      } catch {
        this.#complain({ message: "notice.notKept" });
        return false;
      }
    });
  }

  /** Whoever closes the page before something is on the disk loses it: that it is under way is shown, and the browser asks. */
  async #whileWriting<Result>(write: () => Promise<Result>): Promise<Result> {
    const { storage } = this.#store;
    this.#writes += 1;
    storage.value = { ...storage.value, writing: true };
    addEventListener("beforeunload", this.#askWhetherToClose);
    try {
      return await write();
    } finally {
      this.#writes -= 1;
      if (this.#writes === 0) storage.value = { ...storage.value, writing: false };
      if (this.#writes === 0) removeEventListener("beforeunload", this.#askWhetherToClose);
      if (this.#writes === 0 && !this.#store.reading.value) void this.#measureStorage();
    }
  }

  readonly #askWhetherToClose = (event: BeforeUnloadEvent): void => {
    this.#writeAll(); // while the browser waits for the answer
    if (this.#store.storage.value.kept) event.preventDefault();
  };

  async #measureStorage(): Promise<void> {
    if (!(await this.#database) || !navigator.storage?.estimate) return;
    const { usage } = await navigator.storage.estimate();
    this.#store.storage.value = { ...this.#store.storage.value, usage };
  }

  /** What another window has changed. */
  async #adopt({ reports, profiles }: LibraryChange): Promise<void> {
    const store = this.#store;
    const database = await this.#database;
    if (!database) return;
    if (profiles) {
      this.#useProfiles(await database.profiles());
      await this.#askInfo();
    }
    if (reports.length === 0) return;
    const stored = (await database.reports(reports)).map(entryOfStored);
    const there = new Set(stored.map(({ id }) => id));
    const gone = new Set(reports.filter((id) => !there.has(id)));
    const { shown, selection } = store;
    batch(() => {
      const others = store.entries.value.filter(({ id }) => !there.has(id) && !gone.has(id));
      store.entries.value = [...others, ...stored].sort(byAdded);
      selection.value = new Set([...selection.value].filter((id) => !gone.has(id)));
      if (shown.value && reports.includes(shown.value.entry)) shown.value = undefined;
    });
    this.#orderSoon(adoptMilliseconds);
    void this.#measureStorage();
  }

  // --- the library ------------------------------------------------------------------------------------------------------

  /** The core puts the library into order, soon. */
  #orderSoon(milliseconds: number): void {
    if (milliseconds === 0) this.#store.ordering.value = true;
    if (milliseconds === 0) clearTimeout(this.#seriesTimer);
    else if (this.#seriesTimer !== undefined) return;
    this.#seriesTimer = setTimeout(() => {
      this.#seriesTimer = undefined;
      void this.#order();
    }, milliseconds);
  }

  async #order(): Promise<void> {
    const run = ++this.#seriesRun;
    const { entries, route, catalog, ordering } = this.#store;
    const by = route.value.by ?? "week";
    const groups = await Promise.all(
      [...byPeriodical(entries.value)].map(async ([periodical, members]) => {
        const lines = seriesLines(members);
        return groupOf(periodical, members, await this.#desk.request({ kind: "series", lines, by }));
      }),
    ).catch((error: unknown) => {
      if (error instanceof RequestError) return undefined; // the order as it was, and the new ones behind it
      throw error;
    });
    if (run !== this.#seriesRun) return;
    batch(() => {
      ordering.value = false;
      if (groups) catalog.value = catalogOf(groups);
    });
  }

  /** Rolls the series up to something else. */
  rollUp(by: SeriesBy): void {
    this.replaceRoute({ ...this.#store.route.value, view: "trends", by });
    this.#orderSoon(0);
  }

  async document(id: string): Promise<FullReport | undefined> {
    const entry = this.#store.byId.value.get(id);
    const stored = await this.#stored(id);
    if (!entry || !stored) return undefined;
    const report = JSON.parse(stored.record) as Report;
    return { ...stored, name: entry.name, report, password: this.#passwords.get(id) };
  }

  remove(ids: readonly string[]): void {
    const store = this.#store;
    const gone = store.entries.value.filter(({ id }) => ids.includes(id));
    if (gone.length === 0) return;
    const selection = store.selection.value;
    batch(() => {
      store.entries.value = store.entries.value.filter(({ id }) => !ids.includes(id));
      store.selection.value = new Set([...selection].filter((id) => !ids.includes(id)));
      if (store.shown.value && ids.includes(store.shown.value.entry)) store.shown.value = undefined;
    });
    this.#orderSoon(0);
    this.#deletions.push({ entries: gone, selection });
    // What is told is done: whoever closes the page upon it does not find the reports again.
    void this.#markDeleted(gone, true).then((done) => done && this.#showDeletion());
  }

  readonly #undoDeletion = (): void => {
    const last = this.#deletions.pop();
    if (!last) return;
    const { entries, selection } = this.#store;
    void this.#markDeleted(last.entries, false);
    entries.value = [...entries.value, ...last.entries].sort(byAdded);
    selection.value = last.selection;
    this.#orderSoon(0);
    this.#showDeletion();
  };

  /** The notice of the last deletion that can be taken back. */
  #showDeletion(): void {
    const last = this.#deletions.at(-1);
    this.#store.undoable.value = last !== undefined;
    if (last) this.say({ plural: "notice.deleted", count: last.entries.length }, this.#undoDeletion);
    else this.#store.notice.value = undefined;
  }

  #purge(deletions: readonly Deletion[]): void {
    const ids = deletions.flatMap(({ entries }) => entries.map(({ id }) => id));
    for (const id of ids) this.#unsaved.delete(id);
    void this.#write({}, (database) => database.purge(ids));
  }

  #markDeleted(entries: readonly Entry[], deleted: boolean): Promise<boolean> {
    const stored = entries.map(({ report: _, ...each }) => ({ ...each, deleted }));
    return this.#write({ reports: entries.map(({ id }) => id) }, (database) => database.put(stored, []));
  }

  select(ids: Iterable<string>): void {
    this.#store.selection.value = new Set(ids);
  }

  async exportLibrary(): Promise<void> {
    const profiles = this.#store.profiles.value.map(({ json }) => json);
    saveFile("library.certdelta", await writeLibraryFile(this.#documents(this.#store.ordered.value), profiles));
  }

  async exportReports(entries: readonly Entry[], format: ExportFormat): Promise<void> {
    const records: string[] = [];
    for await (const { record } of this.#documents(entries)) records.push(record);
    const { extension, type } = exportKinds[format];
    const name = `certdelta-reports.${extension}`;
    // Lines of records are given as the core wrote them, and errors in the place of what could not be read.
    if (format === "ndjson") {
      const all = entries.length === this.#store.entries.value.length ? this.#store.failed.value : [];
      const errors = all.map(({ error, name: source }) => JSON.stringify({ ...error, source, findings: undefined }));
      saveFile(name, new Blob([[...records, ...errors].map((line) => `${line}\n`).join("")], { type }));
      return;
    }
    try {
      const { bytes, remarks } = await this.#desk.request({ kind: "export", records, format, lang: this.#lang });
      saveFile(name, new Blob([bytes], { type }));
      if (remarks.length > 0) this.#complain({ message: "notice.exportLacks", remarks });
    } catch (error) {
      this.#complain({ message: "notice.exportFailed", values: { reason: reasonOf(error) } });
    }
  }

  async *#documents(entries: readonly Entry[]): AsyncGenerator<StoredDocument & { name: string }> {
    for (const { id, name } of entries) {
      const stored = await this.#stored(id);
      if (stored) yield { ...stored, name };
    }
  }

  async #stored(id: string): Promise<StoredDocument | undefined> {
    return this.#unsaved.get(id) ?? (await (await this.#database)?.document(id));
  }

  // --- evidence, pages, comparison --------------------------------------------------------------------------------------

  show(evidence: ShownEvidence | undefined): void {
    this.#store.shown.value = evidence;
  }

  step(by: 1 | -1): void {
    const { shown } = this.#store;
    if (!shown.value) return;
    const count = shown.value.places.length;
    shown.value = { ...shown.value, index: (shown.value.index + by + count) % count };
  }

  render(pdf: Blob, page: number, scale: number, password: string | undefined): Promise<PagePicture> {
    return this.#desk.request({ kind: "render", pdf, page, scale, password });
  }

  async compare(before: FullReport, after: FullReport): Promise<void> {
    const { comparison } = this.#store;
    comparison.value = undefined;
    try {
      const record = await this.#desk.request({ kind: "compare", before: named(before), after: named(after) });
      comparison.value = { before: before.id, after: after.id, record, comparison: JSON.parse(record) };
    } catch (error) {
      comparison.value = { failure: reasonOf(error) };
    }
  }

  comparisonMarkdown(before: FullReport, after: FullReport): Promise<string> {
    return this.#desk.request({
      kind: "comparisonMarkdown",
      before: named(before),
      after: named(after),
      lang: this.#lang,
    });
  }

  /** The page's, as the core names it. */
  get #lang(): "en" | "zh" {
    return this.#store.locale.value === "en" ? "en" : "zh";
  }

  /** The comparison of a report with the one before it, where there is one. */
  compareWithPrevious(id: string): void {
    const before = this.#store.beforeOf(id);
    if (before) this.navigate({ view: "compare", id: before.id, other: id });
  }

  // --- profiles ---------------------------------------------------------------------------------------------------------

  /** A draft of a profile on some documents; on none, only what the lint and the profile's examples say. */
  async trial(profile: string, documents: readonly FullReport[], examples: boolean): Promise<Trial> {
    const tried = documents
      .filter(({ text }) => text !== "")
      .map(({ id, name, text, original, password }) => ({ id, name, content: original ?? text, password }));
    return this.#desk.request({ kind: "trial", profile, documents: tried, examples });
  }

  /** Reads the library again with it, and says so. */
  async saveProfile(
    json: string,
    readAgain = true,
    done: () => void = () => this.say({ message: "notice.profileSaved" }),
  ): Promise<void> {
    const { id } = JSON.parse(json) as { id: string };
    const profile: StoredProfile = { id, json, saved: Date.now() };
    await this.#write({ profiles: true }, (database) => database.putProfile(profile));
    this.#useProfiles([...this.#store.profiles.value.filter((other) => other.id !== id), profile]);
    await this.#askInfo();
    if (readAgain) await this.#readLibraryAgain(id, done);
  }

  async deleteProfile(id: string): Promise<void> {
    await this.#write({ profiles: true }, (database) => database.deleteProfile(id));
    this.#useProfiles(this.#store.profiles.value.filter((other) => other.id !== id));
    await this.#askInfo();
    const message = isEmbedded(id) ? "notice.profileDeleted" : "notice.profileRemoved";
    await this.#readLibraryAgain(id, () => this.say({ message }));
  }

  /**
   * A profile that came in a file changes what is read from now on: that is said, and can be undone. One that came with reports
   * leaves the library as it is; one that came alone is there to read it.
   */
  async #takeProfile(json: string, alone: boolean): Promise<void> {
    const { id } = JSON.parse(json) as { id: string };
    const before = this.#store.profiles.value.find((profile) => profile.id === id);
    if (before?.json === json) {
      if (alone) this.say({ message: "notice.profileTwice" });
      return;
    }
    const undo = async () => {
      this.dismissNotice();
      if (before) await this.saveProfile(before.json);
      else await this.deleteProfile(id);
    };
    const tell = () =>
      this.say({ message: alone ? "notice.profileTaken" : "notice.profileCame", values: { id } }, () => void undo());
    await this.saveProfile(json, alone, tell);
    if (!alone) tell();
  }

  #useProfiles(profiles: readonly StoredProfile[]): void {
    this.#store.profiles.value = profiles;
    const texts = profiles.map(({ json }) => json);
    this.#generation += 1;
    this.#pool.useProfiles(texts, this.#generation);
    this.#desk.useProfiles(texts, this.#generation);
  }

  async #askInfo(): Promise<void> {
    this.#store.info.value = await this.#desk.request({ kind: "info" });
  }

  /** The reports of one profile, and those that none fits, from their documents. */
  async #readLibraryAgain(profile: string, tell: () => void): Promise<void> {
    const store = this.#store;
    const concerned = store.entries.value.filter(
      ({ report, hasText }) => hasText && (report.profile === null || report.profile.id === profile),
    );
    const again = new Map<string, Entry>();
    const documents: StoredDocument[] = [];
    await Promise.all(
      concerned.map(async (entry) => {
        const document = await this.document(entry.id);
        if (!document) return;
        const { password } = document;
        const content = document.original ?? document.text;
        const source = { name: entry.name, content, ...(password !== undefined && { password }) };
        const answer = await this.#read(source, () => {}).catch(() => undefined);
        const result = answer?.documents[0];
        if (!result || result.error) return;
        const fresh = { ...entryOf(result), id: entry.id, added: entry.added };
        again.set(entry.id, fresh);
        documents.push({ id: entry.id, record: result.record, text: result.text, original: result.original });
      }),
    );
    store.entries.value = store.entries.value.map((entry) => again.get(entry.id) ?? entry);
    store.shown.value = undefined;
    for (const document of documents) this.#unsaved.set(document.id, document);
    await this.#keep([...again.values()], documents);
    this.#orderSoon(0);
    const left = concerned.length - again.size;
    if (left > 0) this.#complain({ plural: "notice.notReadAgain", count: left });
    else tell();
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Once the page has nothing better to do. */
function idle(): Promise<void> {
  const { requestIdleCallback } = window as { requestIdleCallback?: typeof window.requestIdleCallback }; // not in Safari
  if (!requestIdleCallback) return pause(20);
  return new Promise((resolve) => requestIdleCallback(() => resolve(), { timeout: 200 }));
}

const exportKinds: Readonly<Record<ExportFormat, { extension: string; type: string }>> = {
  csv: { extension: "csv", type: "text/csv" },
  json: { extension: "json", type: "application/json" },
  ndjson: { extension: "ndjson", type: "application/x-ndjson" },
  xlsx: { extension: "xlsx", type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
  arrow: { extension: "arrow", type: "application/vnd.apache.arrow.file" },
  parquet: { extension: "parquet", type: "application/vnd.apache.parquet" },
  markdown: { extension: "md", type: "text/markdown" },
  html: { extension: "html", type: "text/html" },
};

function entryOf({ name, line, counts, text, original }: ReadDocument): Entry {
  return {
    id: newId(),
    name,
    added: Date.now(),
    line,
    counts,
    hasText: text !== "",
    hasOriginal: original !== undefined,
    deleted: false,
    report: JSON.parse(line) as Report,
  };
}

function entryOfStored(stored: StoredReport): Entry {
  return { ...stored, report: JSON.parse(stored.line) as Report };
}

function byAdded(a: Entry, b: Entry): number {
  return a.added - b.added;
}

/** Short, because it stands in addresses; two windows must not choose the same. */
function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(9));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_");
}

function named({ name, text, original, record }: FullReport): NamedText {
  return { name, text: original || text === "" ? record : text };
}

function reasonOf(error: unknown): string {
  return error instanceof RequestError ? error.message : String(error);
}
