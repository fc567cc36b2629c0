// What is compiled into the core beside its own sources, as the files say that the compiler took: nothing is written by hand.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";

/** Where Emscripten's own libraries have their sources; as cmake/emscripten.cmake finds it. */
function emscriptenLibraries() {
  try {
    return `${execFileSync("em-config", ["EMSCRIPTEN_ROOT"], { encoding: "utf8" }).trim()}/system/lib/`;
  } catch {
    return ""; // Whoever packs a core that was built elsewhere has no Emscripten.
  }
}

/** What the pattern's groups catch in a file, joined by dots; `undefined` where that is not to be had. */
function versionIn(path, pattern) {
  const found = existsSync(path) ? pattern.exec(readFileSync(path, "utf8")) : null;
  return found?.slice(1).map(Number).join(".");
}

/**
 * `purl` is a package's address up to its version.
 *
 * @param {string} sources  the folder of the npm package re2
 * @returns {{ name: string, version: string | undefined, licence: string, purl?: string, from?: string }[]}
 */
export function compiledIn(sources) {
  const libraries = emscriptenLibraries();
  const vendored = (path) =>
    /^module\([^)]*?\bversion = "([^"]+)"/m.exec(readFileSync(`${sources}vendor/${path}/MODULE.bazel`, "utf8"))?.[1];
  const json = versionIn(
    "/usr/include/nlohmann/detail/abi_macros.hpp",
    /define NLOHMANN_JSON_VERSION_MAJOR (\d+)[\s\S]*define NLOHMANN_JSON_VERSION_MINOR (\d+)[\s\S]*define NLOHMANN_JSON_VERSION_PATCH (\d+)/u,
  );
  const ofLlvm = (folder) => versionIn(`${libraries}${folder}/readme.txt`, /based on release (\d+)\.(\d+)\.(\d+)\./u);
  const llvm = "Apache-2.0 WITH LLVM-exception";
  const from = "Emscripten";
  return [
    { name: "re2", version: vendored("re2"), licence: "BSD-3-Clause", purl: "pkg:github/google/re2@" },
    {
      name: "abseil-cpp",
      version: vendored("abseil-cpp"),
      licence: "Apache-2.0",
      purl: "pkg:github/abseil/abseil-cpp@",
    },
    { name: "nlohmann_json", version: json, licence: "MIT", purl: "pkg:github/nlohmann/json@v" },
    {
      name: "musl",
      version: versionIn(`${libraries}libc/musl/VERSION`, /^(\d+)\.(\d+)\.(\d+)$/mu),
      licence: "MIT",
      from,
    },
    { name: "libc++", version: ofLlvm("libcxx"), licence: llvm, from },
    { name: "libc++abi", version: ofLlvm("libcxxabi"), licence: llvm, from },
    { name: "compiler-rt", version: ofLlvm("compiler-rt"), licence: llvm, from },
    {
      name: "dlmalloc",
      version: versionIn(`${libraries}dlmalloc.c`, /^ \* Version (\d+)\.(\d+)\.(\d+) /mu),
      licence: "CC0-1.0",
      from,
    },
  ];
}
