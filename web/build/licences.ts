/** The licences of everything that is in the page: a file beside the hosted page, a comment at the end of the single one. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";

/** Of what is inside the npm package, collected by its own build. */
const packageLicences = fileURLToPath(new URL("../../js/dist/licences/", import.meta.url));
const ownLicence = fileURLToPath(new URL("../../LICENSE", import.meta.url));

export const licencesFile = "licences.txt";

export function licences(): Plugin {
  return {
    name: "certdelta:licences",
    apply: "build",
    generateBundle(_options, bundle) {
      const roots = new Set<string>();
      for (const file of Object.values(bundle)) {
        if (file.type !== "chunk") continue;
        for (const id of file.moduleIds) {
          const root = packageOf(id);
          if (root) roots.add(root);
        }
      }
      const parts = [section("certdelta", readFileSync(ownLicence, "utf8"))];
      for (const root of [...roots].sort()) {
        const name = root.slice(root.lastIndexOf("node_modules/") + "node_modules/".length);
        const licence = readdirSync(root).find((file) => /^licen[cs]e/i.test(file));
        if (!licence) this.error(`${name} has no licence file`);
        parts.push(section(name, readFileSync(join(root, licence), "utf8")));
      }
      for (const file of readdirSync(packageLicences).sort()) {
        parts.push(section(file, readFileSync(join(packageLicences, file), "utf8")));
      }
      this.emitFile({ type: "asset", fileName: licencesFile, source: parts.join("\n") });
    },
  };
}

function section(name: string, text: string): string {
  return `${"=".repeat(72)}\n${name}\n${"=".repeat(72)}\n${text.trim()}\n`;
}

/** The folder of the npm package that a module is of; the package of this repository is told by its own list. */
function packageOf(id: string): string | undefined {
  if (!id.includes("/node_modules/")) return undefined;
  let folder = dirname(id.replace(/^\0/, "").replace(/\?.*$/, ""));
  while (
    !existsSync(join(folder, "package.json")) ||
    !/"version"/.test(readFileSync(join(folder, "package.json"), "utf8"))
  ) {
    const parent = dirname(folder);
    if (parent === folder) return undefined;
    folder = parent;
  }
  return folder;
}
