/**
 * The page's Content Security Policy, written into the built HTML. It allows no request at all: what the page needs is in
 * its own files, and what the user drops never leaves the machine.
 */
import type { Plugin } from "vite";

export interface PolicySources {
  script: string;
  style: string;
  worker: string;
  manifest?: string;
}

export function contentPolicy({ script, style, worker, manifest }: PolicySources): string {
  return [
    "default-src 'none'",
    `script-src ${script} 'wasm-unsafe-eval'`,
    `style-src ${style}`,
    `worker-src ${worker}`,
    "img-src data:",
    "connect-src 'none'",
    ...(manifest ? [`manifest-src ${manifest}`] : []),
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}

/** Policies count from where they stand: first thing in the head, right after the character set. */
export function withPolicy(html: string, policy: string): string {
  const charset = '<meta charset="utf-8" />';
  if (!html.includes(charset)) throw new Error(`index.html: ${charset} is missing, the content policy has no place`);
  return html.replace(charset, `${charset}\n    <meta http-equiv="Content-Security-Policy" content="${policy}" />`);
}

/** The hosted page: everything from its own folder. The development server needs more and gets no policy. */
export function hostedPolicy(): Plugin {
  const own = { script: "'self'", style: "'self'", worker: "'self'", manifest: "'self'" };
  return {
    name: "certdelta:hosted-policy",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler: (html) => withPolicy(html, contentPolicy(own)),
    },
  };
}
