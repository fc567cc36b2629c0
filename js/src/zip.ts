/**
 * ZIP archives, member by member, within limits that hold while they are inflated.
 *
 *     import { readZip } from "certdelta/zip";
 *
 *     for (const member of readZip(bytes, { name: "2023.zip" })) {
 *       if (member.error) console.error(member.name, member.error.message);
 *       else reports.push(await read(member.bytes, member.name)); // "2023.zip/issue-43.pdf"
 *     }
 */
import { CertdeltaError } from "./errors.js";
import { type OptionNames, optionsOf } from "./options.js";
import { type Bytes, toBytes } from "./utf8.js";
import { type Entry, listEntries } from "./zip/directory.js";
import { inflateEntry } from "./zip/inflate.js";

export { CertdeltaError } from "./errors.js";

/** What an archive is called and may hold. */
export interface ZipOptions {
  /** Name of the archive: the first part of its members' names. */
  name?: string;
  /** More members than this are refused with "too-large": 10 000. */
  maxMembers?: number;
  /** A larger member is an error of its own: 64 MiB. */
  maxMemberBytes?: number;
  /** What goes beyond this is not inflated any more: 512 MiB for all members together. */
  maxTotalBytes?: number;
  /** How many times its compressed size a member may have, above 1 MiB: 200. */
  maxRatio?: number;
}

/** `name` is the archive's name, a slash, and the member's path in it; a path's second member has " (2)" behind it. */
export type ZipMember =
  | { name: string; bytes: Uint8Array; error?: never }
  | { name: string; bytes?: never; error: CertdeltaError };

/** The limits that hold where none are given. */
export const zipDefaults = {
  maxMembers: 10_000,
  maxMemberBytes: 64 * 1024 * 1024,
  maxTotalBytes: 512 * 1024 * 1024,
  maxRatio: 200,
};

const zipOptions: OptionNames<ZipOptions> = {
  name: true,
  maxMembers: true,
  maxMemberBytes: true,
  maxTotalBytes: true,
  maxRatio: true,
};

/**
 * The members in the archive's order, each inflated when it is asked for; folders and what macOS adds are left out. A member
 * that cannot be read is an error in its place. Throws CertdeltaError where the archive as a whole cannot be read.
 */
export function* readZip(archive: Bytes, options?: ZipOptions): Generator<ZipMember, void, undefined> {
  const { name: source, ...limits } = optionsOf(options, zipOptions);
  const { maxMembers, maxMemberBytes, maxTotalBytes, maxRatio } = { ...zipDefaults, ...limits };
  const bytes = toBytes(archive, source);
  const entries = listEntries(bytes, maxMembers, source).filter(isDocument);
  if (entries.length === 0) throw new CertdeltaError("empty-input", "there is no document in the archive", { source });
  let total = 0;
  const own = new Set(entries.map(({ path }) => path));
  const named = new Map<string, number>();
  for (const entry of entries) {
    const before = named.get(entry.path) ?? 0;
    let times = before + 1;
    // The name that a second one would have may be a member's own.
    while (before > 0 && own.has(`${entry.path} (${times})`)) times++;
    named.set(entry.path, times);
    const member = times === 1 ? entry.path : `${entry.path} (${times})`;
    const name = source ? `${source}/${member}` : member;
    const left = Math.max(0, maxTotalBytes - total);
    try {
      const inflated = inflateEntry(bytes, entry, Math.min(maxMemberBytes, left), maxRatio, name);
      total += inflated.length;
      yield { name, bytes: inflated };
    } catch (error) {
      if (!(error instanceof CertdeltaError)) throw error;
      // What a bomb inflated to before it was stopped counts, too.
      total += Math.min(entry.size, maxMemberBytes);
      yield { name, error };
    }
  }
}

function isDocument({ path }: Entry): boolean {
  return !path.endsWith("/") && !/(?:^|\/)(?:__MACOSX\/|\.DS_Store$)/.test(path);
}
