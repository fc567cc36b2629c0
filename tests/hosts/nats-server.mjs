// A nats-server with JetStream, in a folder of its own, on a port that nobody else has.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

export class NatsServer {
  folder = mkdtempSync(join(tmpdir(), "certdelta-nats-"));
  address = "";
  /** @type {import("node:child_process").ChildProcess | undefined} */
  #process;
  #port = "-1"; // the server's choice
  /** @type {string[]} */
  #more;

  /** @param {string[]} more  arguments */
  static async start(...more) {
    const server = new NatsServer(more);
    await server.run();
    return server;
  }

  /** @param {string[]} more */
  constructor(more) {
    this.#more = more;
  }

  /** Starts it, or starts it again where it was. */
  async run() {
    const store = ["-js", "-sd", this.folder, "--ports_file_dir", this.folder];
    const args = [...store, "-a", "127.0.0.1", "-p", this.#port, ...this.#more];
    const server = spawn("nats-server", args, { stdio: "ignore" });
    this.#process = server;
    const ports = join(this.folder, `nats-server_${server.pid}.ports`);
    while (!existsSync(ports) || readFileSync(ports).length === 0) {
      if (server.exitCode !== null) throw new Error(`nats-server ended with ${server.exitCode}`);
      await pause(20);
    }
    [this.address] = JSON.parse(readFileSync(ports, "utf8")).nats;
    this.#port = new URL(this.address).port;
  }

  /** @param {NodeJS.Signals} signal */
  async end(signal = "SIGTERM") {
    const ended = once(/** @type {import("node:child_process").ChildProcess} */ (this.#process), "exit");
    this.#process?.kill(signal);
    await ended;
    for (const name of readdirSync(this.folder)) if (name.endsWith(".ports")) rmSync(join(this.folder, name));
  }

  async remove() {
    await this.end();
    rmSync(this.folder, { recursive: true });
  }
}
