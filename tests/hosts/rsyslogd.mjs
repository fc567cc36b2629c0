// Debian's rsyslogd with the configuration of examples/rsyslog, in a folder of its own.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Program } from "./process.mjs";

const example = fileURLToPath(new URL("../../examples/rsyslog/", import.meta.url));

export class Rsyslogd {
  folder = mkdtempSync(join(tmpdir(), "certdelta-rsyslog-"));
  port = 0;

  /** @param {string[]} node  arguments of Node, which runs the example's program */
  static async start(...node) {
    const daemon = new Rsyslogd(node);
    const portFile = join(daemon.folder, "port");
    daemon.port = await daemon.program.until(
      () => Number(existsSync(portFile) ? readFileSync(portFile, "utf8") : 0) || undefined,
    );
    return daemon;
  }

  /** @param {string[]} node */
  constructor(node) {
    const { folder } = this;
    const program = [process.execPath, ...node, `${example}certdelta-mmexternal.mjs`];
    const configuration = readFileSync(join(example, "rsyslog.conf"), "utf8")
      .replace("/opt/certdelta/certdelta-mmexternal.mjs", program.join(" "))
      .replaceAll("/var/log/certdelta", folder)
      .replace('port="10514"', `port="0" listenPortFileName="${folder}/port"`)
      .replace("global(", `global(\n    workDirectory="${folder}"`);
    const path = join(folder, "rsyslog.conf");
    writeFileSync(path, configuration);
    this.program = new Program("/usr/sbin/rsyslogd", ["-n", "-f", path, "-i", join(folder, "pid")], folder);
  }

  /** @param {string} name  of what the configuration calls /var/log/certdelta/NAME */
  written(name) {
    const path = join(this.folder, name);
    return existsSync(path) ? readFileSync(path, "utf8").split("\n").slice(0, -1) : [];
  }

  async remove() {
    await this.program.end();
    rmSync(this.folder, { recursive: true });
  }
}
