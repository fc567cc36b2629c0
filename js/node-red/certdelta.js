/** Three nodes: parse, compare, series. What a document cannot give goes to the second output, as a certdelta.error/1 record. */
const { CertdeltaError, load, read } = require("certdelta");

module.exports = (RED) => {
  RED.nodes.registerType("certdelta-parse", function ParseNode(config) {
    RED.nodes.createNode(this, config);
    onInput(this, async (msg, send) => {
      const certdelta = await load();
      const results = await read(bytesOf(msg.payload), nameOf(msg), { certdelta });
      const id = RED.util.generateId();
      results.forEach(({ name, report, error }, index) => {
        const parts = { id, index, count: results.length };
        const answer = { ...RED.util.cloneMessage(msg), certdelta: { name }, ...(results.length > 1 && { parts }) };
        if (error) send([null, { ...answer, payload: error.toJSON() }]);
        else send([{ ...answer, payload: report }, null]);
      });
      const reports = results.filter(({ error }) => !error).map(({ report }) => report);
      const failure = results.find(({ error }) => error)?.error;
      if (failure) this.status({ fill: "red", shape: "ring", text: failure.code });
      else if (reports.length > 1) this.status({ fill: "green", shape: "dot", text: `${reports.length} reports` });
      else this.status({ fill: "green", shape: "dot", text: summary(reports[0]) });
    });
  });

  RED.nodes.registerType("certdelta-compare", function CompareNode(config) {
    RED.nodes.createNode(this, config);
    /** The latest report of each topic. */
    const latest = new Map();
    onInput(this, async (msg, send) => {
      const certdelta = await load();
      let pair = msg.payload;
      if (!Array.isArray(pair)) {
        const report = reportOf(certdelta, pair, nameOf(msg));
        pair = [latest.get(msg.topic), report];
        latest.set(msg.topic, report);
        if (pair[0] === undefined) {
          this.status({ fill: "grey", shape: "ring", text: "waits for the next report" });
          return;
        }
      }
      if (pair.length !== 2)
        throw new CertdeltaError("usage", `a comparison takes two reports; there are ${pair.length}`);
      const [before, after] = pair.map((one) => reportOf(certdelta, one, nameOf(msg)));
      const comparison = certdelta.compare(before, after);
      const changed = Object.values(comparison.fields).filter(({ kind }) => kind === "changed").length;
      this.status({ fill: "green", shape: "dot", text: `${comparison.relation}, ${changed} changed` });
      send([{ ...msg, payload: comparison }, null]);
    });
    this.on("close", () => latest.clear());
  });

  RED.nodes.registerType("certdelta-series", function SeriesNode(config) {
    RED.nodes.createNode(this, config);
    /** Reports that came one by one, until a message says that it is complete. */
    let collected = [];
    onInput(this, async (msg, send) => {
      const certdelta = await load();
      let reports = msg.payload;
      if (!Array.isArray(reports)) {
        if (reports !== undefined && reports !== "") collected.push(reportOf(certdelta, reports, nameOf(msg)));
        const isLast = msg.parts !== undefined && collected.length === msg.parts.count;
        if (!msg.complete && !isLast) {
          this.status({ fill: "blue", shape: "ring", text: `${collected.length} reports` });
          return;
        }
        reports = collected;
        collected = [];
      }
      const series = certdelta.series(reports, { by: msg.by || config.by || "week" });
      this.status({
        fill: "green",
        shape: "dot",
        text: `${series.reports.length} reports, ${series.gaps.length} gaps`,
      });
      send([{ ...msg, payload: series }, null]);
    });
    this.on("close", () => {
      collected = [];
    });
  });

  /** An error of certdelta goes to the second output; any other one to the flow's catch nodes. */
  function onInput(node, handle) {
    node.on("input", async (msg, send, done) => {
      try {
        await handle(msg, send);
        done();
      } catch (error) {
        node.status({ fill: "red", shape: "ring", text: error.code ?? "error" });
        if (!(error instanceof CertdeltaError)) return done(error);
        send([null, { ...msg, payload: error.toJSON() }]);
        done();
      }
    });
  }
};

function bytesOf(payload) {
  if (Buffer.isBuffer(payload) || payload instanceof Uint8Array) return payload;
  if (typeof payload === "string") return Buffer.from(payload);
  throw new CertdeltaError("usage", "msg.payload has to be a document: text or a Buffer");
}

/** A record, or the text of a document. */
function reportOf(certdelta, payload, name) {
  if (typeof payload === "object" && payload !== null && payload.schema === "certdelta.report/1") return payload;
  return certdelta.parse(bytesOf(payload), { name });
}

/** What the nodes for files and for HTTP call it. */
function nameOf(msg) {
  return String(msg.filename ?? msg.name ?? "").replace(/^.*[\\/]/, "");
}

function summary({ issue, fields, profile }) {
  if (profile === null) return "no profile fits";
  const found = Object.values(fields).filter(({ status }) => status === "found").length;
  return `${issue?.number ?? "?"}/${issue?.year ?? "?"}: ${found} values`;
}
