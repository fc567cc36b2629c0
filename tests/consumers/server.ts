/** A web server for one test, with the content security policy that careful sites have. */
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";

const types: Record<string, string> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
  ".wasm": "application/wasm",
  ".md": "text/markdown",
};

export interface Site {
  address: string;
  close(): Promise<void>;
}

/** `pages` are served at their paths, everything else comes from `folder`. */
export async function serve(folder: string, pages: Record<string, string>, policy: string): Promise<Site> {
  const server = createServer(async ({ url = "/" }, response) => {
    const path = normalize(decodeURIComponent(new URL(url, "http://localhost").pathname));
    const headers = {
      "content-type": types[extname(path)] ?? "text/html",
      "content-security-policy": policy,
    };
    try {
      const body = pages[path] ?? (await readFile(join(folder, path)));
      response.writeHead(200, headers).end(body);
    } catch {
      response.writeHead(404, headers).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
