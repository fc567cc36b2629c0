// Node-RED with the nodes of js/node-red, without a browser, in a folder of its own.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Program } from "./process.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
export const nodes = join(root, "js/node-red");

export class NodeRed {
  folder = mkdtempSync(join(tmpdir(), "certdelta-node-red-"));
  address = "";

  /** @param {object[]} flows */
  static async start(flows) {
    const nodeRed = new NodeRed(flows);
    await nodeRed.saying("Started flows");
    const { program } = nodeRed;
    nodeRed.address = await program.until(() => /now running at (http:\S+?)\/?\s/.exec(program.log)?.[1]);
    return nodeRed;
  }

  /** @param {object[]} flows */
  constructor(flows) {
    const { folder } = this;
    writeFileSync(join(folder, "flows.json"), JSON.stringify(flows));
    const settings = {
      uiHost: "127.0.0.1",
      uiPort: 0,
      flowFile: "flows.json",
      nodesDir: [nodes],
      apiMaxLength: "50mb",
      telemetry: { enabled: false },
      externalModules: { palette: { allowInstall: false } },
    };
    writeFileSync(join(folder, "settings.js"), `module.exports = ${JSON.stringify(settings)};`);
    const red = join(root, "node_modules/node-red/red.js");
    const args = [red, "--settings", join(folder, "settings.js"), "--userDir", folder];
    this.program = new Program(process.execPath, args, root);
  }

  /**
   * Waits until the log has this text behind the place `from`.
   * @param {string} text
   */
  async saying(text, from = 0) {
    const { program } = this;
    await program.until(() => (program.log.includes(text, from) ? true : undefined));
  }

  /**
   * @param {string} path
   * @param {string | Uint8Array<ArrayBuffer>} body
   * @param {string} type
   */
  async post(path, body, type) {
    const response = await fetch(this.address + path, { method: "POST", headers: { "content-type": type }, body });
    return { status: response.status, text: await response.text() };
  }

  async remove() {
    await this.program.end();
    rmSync(this.folder, { recursive: true });
  }
}
