// A scheduler of Debian's Dask and workers of it, each a process, in a folder of their own.
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Program } from "./process.mjs";

/** The one that Debian's packages are for. */
export const python = "/usr/bin/python3";

export class DaskCluster {
  folder = mkdtempSync(join(tmpdir(), "certdelta-dask-"));
  address = "";
  /** @type {Program[]} */
  workers = [];
  /** @type {Program | undefined} */
  #scheduler;

  /** @param {number} workers */
  static async start(workers) {
    const cluster = new DaskCluster();
    const file = join(cluster.folder, "scheduler.json");
    const chosen = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", file];
    const scheduler = cluster.#run("dask_scheduler", chosen);
    cluster.#scheduler = scheduler;
    cluster.address = await scheduler.until(() => {
      try {
        return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")).address : undefined;
      } catch {
        return undefined; // half written
      }
    });
    const alone = ["--no-nanny", "--nthreads", "1", "--no-dashboard", "--local-directory", cluster.folder];
    for (let number = 0; number < workers; number += 1)
      cluster.workers.push(cluster.#run("dask_worker", [cluster.address, ...alone]));
    return cluster;
  }

  /**
   * @param {string} module
   * @param {string[]} args
   */
  #run(module, args) {
    return new Program(python, ["-m", `distributed.cli.${module}`, ...args], this.folder);
  }

  async remove() {
    for (const program of [...this.workers, this.#scheduler]) await program?.end("SIGKILL");
    rmSync(this.folder, { recursive: true });
  }
}
