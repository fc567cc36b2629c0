/** Everything that the page shows. Views read it; only the actions write it. */
import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { Diagnostic, Evidence, FieldType, Info, Labels, Report } from "certdelta";
import { newestFirst, partnerOf } from "../comparing/newest-pair.ts";
import type { ReadComparison } from "../comparing/read-comparison.ts";
import { type Locale, type MessageKey, Messages, type PluralKey, preferredLocale } from "../messages/messages.ts";
import type { DocumentSource, Failure } from "../reading/protocol.ts";
import type { StoredProfile, StoredReport } from "../storage/database.ts";
import { sentencesOf } from "../teach/profiles.ts";
import { type Catalog, emptyCatalog } from "./catalog.ts";
import { headlineFields } from "./headlines.ts";
import { parseRoute, type Route } from "./route.ts";
import { loadSettings, type Settings } from "./settings.ts";

/** A report of the library. Its record is here without its evidence. */
export interface Entry extends StoredReport {
  report: Report;
}

/** What a field is called in the page's language, and what it holds. */
export interface FieldWords {
  label: string;
  /** `undefined` for a field that no profile describes. */
  type: FieldType | undefined;
  unit: string | undefined;
}

/** A document on its way into the library, or one that did not get there. */
export interface QueueItem {
  key: number;
  name: string;
  state: "waiting" | "reading" | "failed";
  /** To read it again; not kept for members of archives, which cannot be asked for one by one. */
  source: DocumentSource | undefined;
  error: Failure | undefined;
}

/** A report with all that its document says. */
export interface FullReport {
  id: string;
  name: string;
  record: string;
  report: Report;
  text: string;
  original: Blob | undefined;
  /** Where it is encrypted, and its password was given since the page was opened. */
  password: string | undefined;
}

/** The evidence on show: all places that belong to what was chosen, and which of them is marked. */
export interface ShownEvidence {
  entry: string;
  /** Name of the field, or the figure itself. */
  title: string;
  places: readonly Evidence[];
  index: number;
}

/** Something to tell, with a way back where there is one. */
export interface Notice {
  key: number;
  text:
    | { message: MessageKey; values?: Readonly<Record<string, string | number>> }
    /** With what the core or the package remarks, in the page's words. */
    | { message: "notice.exportLacks"; remarks: readonly Pick<Diagnostic, "code" | "message">[] }
    | { plural: PluralKey; count: number };
  undo?: () => void;
}

export type Dialog = "shortcuts" | "export" | "columns" | undefined;

/** How many documents of the present queue have been read and refused. */
export interface Progress {
  total: number;
  done: number;
}

export interface StorageState {
  /** False where the browser keeps nothing. */
  kept: boolean;
  /** Something of the library is on its way to the disk. */
  writing: boolean;
  /** Bytes that the page takes on this device; `undefined` where the browser does not say. */
  usage: number | undefined;
}

export class Store {
  readonly info: Signal<Info | undefined> = signal(undefined);
  /** In the order in which they were read. */
  readonly entries: Signal<readonly Entry[]> = signal([]);
  readonly queue: Signal<readonly QueueItem[]> = signal([]);
  readonly progress: Signal<Progress> = signal({ total: 0, done: 0 });
  readonly catalog: Signal<Catalog> = signal(emptyCatalog);
  /** The core is asked for the order: it will be another one in a moment. */
  readonly ordering: Signal<boolean> = signal(false);
  readonly route: Signal<Route> = signal(parseRoute(location.hash));
  readonly settings: Signal<Settings> = signal(loadSettings());
  readonly shown: Signal<ShownEvidence | undefined> = signal(undefined);
  readonly comparison: Signal<ReadComparison | { failure: string } | undefined> = signal(undefined);
  readonly selection: Signal<ReadonlySet<string>> = signal(new Set());
  readonly profiles: Signal<readonly StoredProfile[]> = signal([]);
  readonly notice: Signal<Notice | undefined> = signal(undefined);
  /** There is a deletion that can be taken back. */
  readonly undoable: Signal<boolean> = signal(false);
  /** What did not go as it should: no other notice takes its place. */
  readonly failure: Signal<Notice | undefined> = signal(undefined);
  readonly dialog: Signal<Dialog> = signal(undefined);
  readonly storage: Signal<StorageState> = signal({
    kept: true,
    writing: false,
    usage: undefined,
  });
  /** The library on this device has been looked at. */
  readonly ready: Signal<boolean> = signal(false);
  /** A newer page waits to take over. */
  readonly update: Signal<(() => void) | undefined> = signal(undefined);
  readonly dropFailed: Signal<boolean> = signal(false);

  readonly locale: ReadonlySignal<Locale> = computed(
    () => this.settings.value.locale ?? preferredLocale(navigator.languages),
  );
  readonly messages: ReadonlySignal<Messages> = computed(() => new Messages(this.locale.value));
  /** What the fields of all profiles are called in the page's language. */
  readonly fieldWords: ReadonlySignal<ReadonlyMap<string, FieldWords>> = computed(() => {
    const language = this.locale.value === "en" ? "en" : "zh";
    const fields = this.info.value?.profiles.flatMap((profile) => profile.fields) ?? [];
    return new Map(
      fields.map(({ name, label, type, unit }) => [name, { label: label[language], type, unit: unit ?? undefined }]),
    );
  });
  /** What the checks and notices of all profiles say, by the codes of their diagnostics. */
  readonly sentences: ReadonlySignal<ReadonlyMap<string, readonly Labels[]>> = computed(() =>
    sentencesOf(this.profiles.value),
  );
  readonly byId: ReadonlySignal<ReadonlyMap<string, Entry>> = computed(
    () => new Map(this.entries.value.map((entry) => [entry.id, entry])),
  );
  /** The profiles of its reports: the same text as long as they are the same. */
  readonly #profilesHere: ReadonlySignal<string> = computed(() =>
    [...new Set(this.entries.value.map(({ report }) => report.profile?.id))].sort().join(" "),
  );
  #lastHeadlines: readonly string[] = [];
  /** The figures that are shown as long as nobody has chosen others. */
  readonly headlines: ReadonlySignal<readonly string[]> = computed(() => {
    const here = this.#profilesHere.value.split(" ");
    const profiles = (this.info.value?.profiles ?? []).filter(({ id }) => here.includes(id));
    const entries = this.entries.value;
    const isPrinted = (name: string) => entries.some(({ report }) => report.fields[name]?.status === "found");
    const names = headlineFields(profiles, isPrinted);
    // The same list as long as they are the same: the table is drawn again when it is another one.
    if (names.join(" ") !== this.#lastHeadlines.join(" ")) this.#lastHeadlines = names;
    return this.#lastHeadlines;
  });
  readonly reading: ReadonlySignal<boolean> = computed(() => this.queue.value.some(({ state }) => state !== "failed"));
  readonly failed: ReadonlySignal<readonly QueueItem[]> = computed(() =>
    this.queue.value.filter(({ state }) => state === "failed"),
  );
  /** The reports in the order of the library, oldest first; versions stand behind the one that is kept. */
  readonly ordered: ReadonlySignal<readonly Entry[]> = computed(() => {
    const { groups, placed } = this.catalog.value;
    const byId = this.byId.value;
    const ids = groups.flatMap(({ rows }) =>
      rows.flatMap((row) => (row.kind === "gap" ? [] : [row.id, ...row.versions.map(({ id }) => id)])),
    );
    const inSeries = ids.flatMap((id) => byId.get(id) ?? []);
    return [...inSeries, ...this.entries.value.filter(({ id }) => !placed.has(id))];
  });
  /** As a reader looks for them: the newest first. */
  readonly newestFirst: ReadonlySignal<readonly Entry[]> = computed(() => newestFirst(this.ordered.value));
  /** The report of the view Report: the one that the address names, or that was looked at before, or the newest one. */
  readonly reportId: ReadonlySignal<string | undefined> = computed(
    () => this.route.value.id ?? this.shown.value?.entry ?? this.newestFirst.value[0]?.id,
  );

  /** The report that one is compared with: that of the week before, or the nearest before that. */
  beforeOf(id: string): Entry | undefined {
    const entry = this.byId.value.get(id);
    return entry && partnerOf(entry, this.ordered.value);
  }
}
