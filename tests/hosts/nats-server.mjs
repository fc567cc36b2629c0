// A nats-server with JetStream, in a folder of its own, on a port that nobody else has.
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Program } from "./process.mjs";

export class NatsServer {
  folder = mkdtempSync(join(tmpdir(), "certdelta-nats-"));
  address = "";
  #port = "-1"; // the server's choice
  /** @type {Program | undefined} */
  #program;
  /** @type {string[]} */
  #more;

  /** @param {string[]} more  arguments */
  constructor(more) {
    this.#more = more;
  }

  /** @param {string[]} more  arguments */
  static async start(...more) {
    const server = new NatsServer(more);
    await server.run();
    return server;
  }

  /** Starts it, or starts it again where it was. */
  async run() {
    const store = ["-js", "-sd", this.folder, "--ports_file_dir", this.folder];
    const program = new Program(
      "nats-server",
      [...store, "-a", "127.0.0.1", "-p", this.#port, ...this.#more],
      this.folder,
    );
    this.#program = program;
    const ports = join(this.folder, `nats-server_${program.child.pid}.ports`);
    const text = await program.until(() => (existsSync(ports) ? readFileSync(ports, "utf8") : "") || undefined);
    [this.address] = JSON.parse(text).nats;
    this.#port = new URL(this.address).port;
  }

  /** @param {NodeJS.Signals} [signal] */
  async end(signal) {
    await this.#program?.end(signal);
  }

  async remove() {
    await this.end();
    rmSync(this.folder, { recursive: true });
  }
}
