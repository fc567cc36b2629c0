/**
 * Puts the whole page into one HTML file that works from file://. Browsers refuse module scripts and fetches there, so the
 * script is one classic inline script, and the policy names script and style by their hashes.
 */
import { createHash } from "node:crypto";
import type { Plugin } from "vite";
import { contentPolicy, withPolicy } from "./content-policy.ts";
import { licencesFile } from "./licences.ts";

export function singleFile(fileName: string): Plugin {
  return {
    name: "certdelta:single-file",
    apply: "build",
    enforce: "post",
    generateBundle: {
      order: "post",
      handler(_options, bundle) {
        const parts = { html: "", script: "", style: "", licences: "" };
        for (const [name, file] of Object.entries(bundle)) {
          if (file.type === "chunk") parts.script += file.code;
          else if (name === licencesFile) parts.licences += file.source;
          else if (name.endsWith(".css")) parts.style += file.source;
          else if (name.endsWith(".html")) parts.html += file.source;
          else this.error(`${name} has no place in a single file`);
          delete bundle[name];
        }
        this.emitFile({ type: "asset", fileName, source: assemble(parts) });
      },
    },
  };
}

function assemble({ html, script, style, licences }: Record<"html" | "script" | "style" | "licences", string>): string {
  const inlineScript = endTagsEscaped(script);
  const policy = contentPolicy({ script: hash(inlineScript), style: hash(style), worker: "blob:" });
  const bare = html
    .replace(/\s*<script\b[^>]*\bsrc=[^>]*><\/script>/g, "")
    .replace(/\s*<link\b[^>]*\bstylesheet\b[^>]*>/g, "");
  // Replacements are functions: a "$&" in the script is no pattern.
  const page = withPolicy(bare, policy)
    .replace("</head>", () => `  <style>${style}</style>\n  </head>`)
    .replace("</body>", () => `  <script>${inlineScript}</script>\n  </body>`);
  return `${page.trimEnd()}\n<!--\n${licences.replaceAll("--", "- -")}-->\n`;
}

/** Inside a script element only these end or nest it; in JavaScript they occur in strings, where "\/" is "/". */
function endTagsEscaped(script: string): string {
  return script.replace(/<\/(script)/gi, "<\\/$1").replace(/<!--/g, "<\\!--");
}

function hash(text: string): string {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}
