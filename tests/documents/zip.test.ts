/** Archives, and what pretends to be one. */
import { CertdeltaError } from "certdelta";
import { readZip, type ZipOptions } from "certdelta/zip";
import { strToU8, zipSync } from "fflate";
import { describe, expect, it } from "vitest";

const members = (bytes: Uint8Array, options: ZipOptions = {}) =>
  [...readZip(bytes, { name: "a.zip", ...options })].map(({ name, bytes: content, error }) => [
    name,
    error ? error.code : Buffer.from(content).toString(),
  ]);

/** Changes the archive's bytes where `find` stands in them, counted from the end. */
function patched(bytes: Uint8Array, offset: number, value: number): Uint8Array {
  const copy = bytes.slice();
  copy[offset] = value;
  return copy;
}

describe("members", () => {
  it("have the archive's name before theirs, in the archive's order, stored or deflated", () => {
    const archive = zipSync({
      "b.md": strToU8("two ".repeat(100)),
      x: { "a.md": [strToU8("one"), { level: 0 }] },
      "x/": new Uint8Array(),
    });
    expect(members(archive)).toEqual([
      ["a.zip/b.md", "two ".repeat(100)],
      ["a.zip/x/a.md", "one"],
    ]);
  });

  it("are found behind something else, and without what macOS adds", () => {
    const archive = zipSync({ "a.md": strToU8("one"), "__MACOSX/._a.md": strToU8("junk") });
    expect(members(Buffer.concat([Buffer.from("#!/bin/sh\n"), archive]))).toEqual([["a.zip/a.md", "one"]]);
  });

  it("have names in GB 18030 where Chinese Windows made the archive", () => {
    const archive = zipSync({ "\u00d6\u00dc": strToU8("one") });
    // fflate writes UTF-8 and says so: four bytes of GB instead, and the flag gone.
    const gb = Buffer.from(archive);
    const utf8 = Buffer.from("\u00d6\u00dc");
    for (let at = gb.indexOf(utf8); at >= 0; at = gb.indexOf(utf8, at + 1)) gb.set([0xd6, 0xdc, 0xb1, 0xa8], at);
    const directory = gb.indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
    gb.writeUInt16LE(gb.readUInt16LE(directory + 8) & ~0x800, directory + 8);
    expect(members(gb)).toEqual([["a.zip/\u5468\u62a5", "one"]]);
  });
});

describe("names", () => {
  /** One member whose name is these bytes; without the flag of UTF-8. */
  const named = (bytes: readonly number[]) => {
    const archive = Buffer.from(zipSync({ ["n".repeat(bytes.length)]: strToU8("one") }));
    const name = Buffer.from("n".repeat(bytes.length));
    for (let at = archive.indexOf(name); at >= 0; at = archive.indexOf(name, at + 1)) archive.set(bytes, at);
    return archive;
  };
  const ascii = (text: string) => [...Buffer.from(text)];

  it("of code page 437 are read where they are no GB 18030", () => {
    expect(members(named([...ascii("caf"), 0x82, ...ascii(".md")]))).toEqual([["a.zip/caf\u00e9.md", "one"]]);
  });

  it("in UTF-8 are read with and without the flag that says so", () => {
    expect(members(zipSync({ "\u5468\u62a5.md": strToU8("one") }))).toEqual([["a.zip/\u5468\u62a5.md", "one"]]);
    expect(members(named(ascii("\u5468\u62a5.md")))).toEqual([["a.zip/\u5468\u62a5.md", "one"]]);
  });

  it.each([
    ["/etc/a.md", "a.zip/etc/a.md"],
    ["../../a.md", "a.zip/a.md"],
    ["x/../a.md", "a.zip/x/a.md"],
    ["C:\\x\\a.md", "a.zip/x/a.md"],
    ["a\u0000.md", "a.zip/a\ufffd.md"],
  ])("lead nowhere outside of the archive: %s", (path, name) => {
    expect(members(named(ascii(path)))).toEqual([[name, "one"]]);
  });

  it("that two members share are told apart", () => {
    const archive = Buffer.from(zipSync({ "a.md": strToU8("one"), "b.md": strToU8("two") }));
    for (let at = archive.indexOf("b.md"); at >= 0; at = archive.indexOf("b.md", at + 1)) archive.write("a.md", at);
    expect(members(archive)).toEqual([
      ["a.zip/a.md", "one"],
      ["a.zip/a.md (2)", "two"],
    ]);
  });

  it("that two members share never become a third one's", () => {
    const archive = Buffer.from(
      zipSync({ "a.md": strToU8("one"), "b.md": strToU8("two"), "a.md (2)": strToU8("three") }),
    );
    for (let at = archive.indexOf("b.md"); at >= 0; at = archive.indexOf("b.md", at + 1)) archive.write("a.md", at);
    expect(members(archive).map(([name]) => name)).toEqual(["a.zip/a.md", "a.zip/a.md (3)", "a.zip/a.md (2)"]);
  });
});

describe("an archive without documents", () => {
  it.each([
    ["empty", {}],
    ["folders", { "x/": new Uint8Array() }],
    ["what macOS adds", { "__MACOSX/._a.md": strToU8("junk") }],
  ])("says so: %s", (_what, files) => {
    expect(() => members(zipSync(files))).toThrow(expect.objectContaining({ code: "empty-input", source: "a.zip" }));
  });
});

describe("limits hold while members are inflated", () => {
  const zeros = zipSync({ "bomb.txt": new Uint8Array(20_000_000), "a.md": strToU8("one") });

  it("of ratio, size and all sizes together, each for its member", () => {
    expect(members(zeros)).toEqual([
      ["a.zip/bomb.txt", "too-large"],
      ["a.zip/a.md", "one"],
    ]);
    expect(members(zeros, { maxRatio: 2000, maxMemberBytes: 1000 })[0]).toEqual(["a.zip/bomb.txt", "too-large"]);
    expect(members(zeros, { maxRatio: 2000, maxTotalBytes: 20_000_001 }).map(([, content]) => content)[1]).toBe(
      "too-large",
    );
  });

  it("even where the archive lies about a member's size", () => {
    const lie = Buffer.from(zeros);
    const directory = lie.indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
    lie.writeUInt32LE(1000, directory + 24);
    expect(members(lie)[0]).toEqual(["a.zip/bomb.txt", "too-large"]);
    expect(members(lie, { maxRatio: 2000 })[0]).toEqual(["a.zip/bomb.txt", "damaged-input"]);
  });

  it("of members", () => {
    expect(() => members(zeros, { maxMembers: 1 })).toThrow(expect.objectContaining({ code: "too-large" }));
  });

  it("and members that share their bytes are refused", () => {
    const many = Buffer.from(
      zipSync({ "a.md": strToU8("x".repeat(99)), "b.md": [Buffer.from("0123456789".repeat(50)), { level: 0 }] }),
    );
    const second = many.lastIndexOf(Buffer.from([0x50, 0x4b, 1, 2]));
    many.writeUInt32LE(many.length, second + 20);
    expect(() => members(many)).toThrow(expect.objectContaining({ code: "damaged-input" }));
  });
});

describe("damage", () => {
  const archive = zipSync({ "a.md": [strToU8("one"), { level: 0 }], "b.md": strToU8("two ".repeat(50)) });

  it("of one member leaves the others", () => {
    const at = Buffer.from(archive).indexOf("one");
    expect(members(patched(archive, at, 0x78))).toEqual([
      ["a.zip/a.md", "damaged-input"],
      ["a.zip/b.md", "two ".repeat(50)],
    ]);
  });

  it("is none where sizes stand behind a member's data only", () => {
    // Streaming writers: flag 8, zeros in the local header, a data descriptor behind the data.
    const one = Buffer.from(zipSync({ "a.md": [strToU8("one"), { level: 0 }] }));
    const directory = one.indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
    const descriptor = Buffer.concat([Buffer.from([0x50, 0x4b, 7, 8]), one.subarray(14, 26)]);
    const streamed = Buffer.concat([one.subarray(0, directory), descriptor, one.subarray(directory)]);
    streamed.fill(0, 14, 26);
    streamed.writeUInt16LE(one.readUInt16LE(6) | 8, 6);
    const moved = directory + descriptor.length;
    streamed.writeUInt16LE(one.readUInt16LE(directory + 8) | 8, moved + 8);
    const end = streamed.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
    streamed.writeUInt32LE(moved, end + 16);
    expect(members(streamed)).toEqual([["a.zip/a.md", "one"]]);
  });

  it("anywhere gives members or a typed error", () => {
    for (let at = 0; at < archive.length; at++) {
      for (const bytes of [patched(archive, at, (archive[at] ?? 0) ^ 0xff), archive.subarray(0, at)]) {
        try {
          members(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(CertdeltaError);
        }
      }
    }
  });

  it("encryption and other methods are told", () => {
    const directory = Buffer.from(archive).indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
    expect(members(patched(archive, directory + 8, 1))[0]).toEqual(["a.zip/a.md", "encrypted-input"]);
    expect(members(patched(archive, directory + 10, 14))[0]).toEqual(["a.zip/a.md", "unsupported-input"]);
  });
});
