// A program that a test or a benchmark starts, and that has to be gone afterwards.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";

export class Program {
  /** What it has said so far. */
  log = "";

  /**
   * @param {string} path
   * @param {string[]} args
   * @param {string} cwd
   */
  constructor(path, args, cwd) {
    this.child = spawn(path, args, { cwd, stdio: ["ignore", "pipe", "pipe"] });
    this.exit = once(this.child, "exit");
    for (const stream of [this.child.stdout, this.child.stderr])
      stream.on("data", (piece) => {
        this.log += piece;
      });
  }

  /**
   * What `get` gives, once that is something. Fails with the program's own words when it ends before.
   * @template T
   * @param {() => T | undefined | Promise<T | undefined>} get
   * @returns {Promise<T>}
   */
  async until(get) {
    for (;;) {
      const value = await get();
      if (value !== undefined) return value;
      const { exitCode, signalCode, spawnfile } = this.child;
      if (exitCode !== null || signalCode !== null)
        throw new Error(`${spawnfile} ended with ${exitCode ?? signalCode}:\n${this.log}`);
      await pause(20);
    }
  }

  /** @param {NodeJS.Signals} [signal] */
  async end(signal) {
    this.child.kill(signal);
    await this.exit;
  }
}
