/**
 * The library on this device. Two stores hold one report: what the table and the series need of it, which is all in memory,
 * and the document, which is read when it is shown.
 */
import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { Counts } from "../reading/protocol.ts";

export interface StoredReport {
  id: string;
  name: string;
  /** Milliseconds since 1970. */
  added: number;
  /** The record without its evidence. */
  line: string;
  counts: Counts;
  /** The library can read the document again: it has its text or the original. */
  hasText: boolean;
  /** There is an original that is no text. */
  hasOriginal: boolean;
  /** Deleted, as long as that can be undone; gone for good the next time the page opens. */
  deleted: boolean;
}

export interface StoredDocument {
  id: string;
  record: string;
  text: string;
  original: Blob | undefined;
}

export interface StoredProfile {
  id: string;
  json: string;
  saved: number;
}

interface Schema extends DBSchema {
  reports: { key: string; value: StoredReport };
  documents: { key: string; value: StoredDocument };
  profiles: { key: string; value: StoredProfile };
}

export interface StoredLibrary {
  reports: StoredReport[];
  profiles: StoredProfile[];
}

export class LibraryDatabase {
  readonly #database: IDBPDatabase<Schema>;

  private constructor(database: IDBPDatabase<Schema>) {
    this.#database = database;
  }

  /** Throws where the browser keeps nothing: in some private windows. */
  static async open(): Promise<LibraryDatabase> {
    const database = await openDB<Schema>("certdelta", 1, {
      upgrade(created) {
        created.createObjectStore("reports", { keyPath: "id" });
        created.createObjectStore("documents", { keyPath: "id" });
        created.createObjectStore("profiles", { keyPath: "id" });
      },
      // Another window has a newer page: it must not wait for this one.
      blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
    });
    return new LibraryDatabase(database);
  }

  /** Everything but the documents; what was deleted before is gone for good now, unless another window may take it back. */
  async load(alone: boolean): Promise<StoredLibrary> {
    const [all, profiles] = await Promise.all([this.#database.getAll("reports"), this.profiles()]);
    const deleted = all.filter((report) => report.deleted);
    if (alone && deleted.length > 0) await this.purge(deleted.map(({ id }) => id));
    return { reports: all.filter((report) => !report.deleted), profiles };
  }

  /** Those of these ids that are there and not deleted. */
  async reports(ids: readonly string[]): Promise<StoredReport[]> {
    const { store } = this.#database.transaction("reports");
    const found = await Promise.all(ids.map((id) => store.get(id)));
    return found.filter((report) => report !== undefined && !report.deleted) as StoredReport[];
  }

  profiles(): Promise<StoredProfile[]> {
    return this.#database.getAll("profiles");
  }

  async put(reports: readonly StoredReport[], documents: readonly StoredDocument[]): Promise<void> {
    const change = this.#database.transaction(["reports", "documents"], "readwrite", { durability: "relaxed" });
    for (const report of reports) void change.objectStore("reports").put(report);
    for (const document of documents) void change.objectStore("documents").put(document);
    change.commit(); // now, so that it also ends well where the page is being closed
    await change.done;
  }

  document(id: string): Promise<StoredDocument | undefined> {
    return this.#database.get("documents", id);
  }

  async purge(ids: readonly string[]): Promise<void> {
    const change = this.#database.transaction(["reports", "documents"], "readwrite");
    for (const id of ids) {
      void change.objectStore("reports").delete(id);
      void change.objectStore("documents").delete(id);
    }
    await change.done;
  }

  async putProfile(profile: StoredProfile): Promise<void> {
    await this.#database.put("profiles", profile);
  }

  async deleteProfile(id: string): Promise<void> {
    await this.#database.delete("profiles", id);
  }
}
