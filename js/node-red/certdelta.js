/** Three nodes: parse, compare, series. What a document cannot give goes to the second output, as a certdelta.error/1 record. */
const { CertdeltaError, load, read } = require("certdelta");

module.exports = (RED) => {
  RED.nodes.registerType("certdelta-parse", function ParseNode(config) {
    RED.nodes.createNode(this, config);
    onInput(this, async (msg, send) => {
      const certdelta = await load();
      const results = await read(bytesOf(msg.payload), nameOf(msg), { certdelta });
      const reports = results.filter(({ error }) => !error);
      const failures = results.filter(({ error }) => error);
      const isArchive = results.length > 1;
      for (const [port, some] of [reports, failures].entries()) {
        // A sequence of its own for each port: whoever joins one waits for none of the other.
        const id = RED.util.generateId();
        for (const [index, { name, report, error }] of some.entries()) {
          const answer = { ...RED.util.cloneMessage(msg), payload: report ?? error.toJSON(), certdelta: { name } };
          if (isArchive) answer.parts = { id, index, count: some.length };
          send(port === 0 ? [answer, null] : [null, answer]);
        }
      }
      if (failures.length > 0) this.status({ fill: "red", shape: "ring", text: failures[0].error.code });
      else if (isArchive) this.status({ fill: "green", shape: "dot", text: `${reports.length} reports` });
      else this.status({ fill: "green", shape: "dot", text: summary(reports[0].report) });
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
    /** What came one by one, of each sequence (msg.parts) or of none, until a message says that it is complete. */
    const collected = new Map();
    onInput(this, async (msg, send) => {
      const certdelta = await load();
      const { payload, parts } = msg;
      let reports = payload;
      if (Array.isArray(payload)) {
        reports = payload.map((one) => reportOf(certdelta, one, nameOf(msg)));
      } else {
        const group = collected.get(parts?.id) ?? { reports: [], count: 0 };
        collected.set(parts?.id, group);
        let failure;
        if (payload !== undefined && payload !== "") {
          // What is no report counts, too: the others of its sequence do not wait for it.
          group.count += 1;
          failure = take(certdelta, msg, group.reports);
          if (failure) send([null, { ...msg, payload: failure }]);
        }
        if (!msg.complete && group.count !== parts?.count) {
          if (failure) this.status({ fill: "red", shape: "ring", text: failure.code });
          else this.status({ fill: "blue", shape: "ring", text: `${group.reports.length} reports` });
          return;
        }
        ({ reports } = group);
      }
      const series = certdelta.series(reports, { by: msg.by || config.by || "week" });
      if (!Array.isArray(payload)) collected.delete(parts?.id);
      this.status({
        fill: "green",
        shape: "dot",
        text: `${series.reports.length} reports, ${series.gaps.length} gaps`,
      });
      // It is one message, whatever its reports were parts of.
      const { parts: _, complete: __, ...rest } = msg;
      send([{ ...rest, payload: series }, null]);
    });
    this.on("close", () => collected.clear());
  });

  /**
   * Messages are handled in the order in which they came, however long one takes: what is compared depends on it. An error of
   * certdelta goes to the second output; any other one to the flow's catch nodes.
   */
  function onInput(node, handle) {
    let before = Promise.resolve();
    node.on("input", (msg, send, done) => {
      before = before.then(async () => {
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
    });
  }
};

function bytesOf(payload) {
  if (Buffer.isBuffer(payload) || payload instanceof Uint8Array) return payload;
  if (typeof payload === "string") return Buffer.from(payload);
  throw new CertdeltaError("usage", "msg.payload has to be a document: text or a Buffer");
}

/** A record, which is checked, or the text of a document. */
function reportOf(certdelta, payload, name) {
  const isRecord = typeof payload === "object" && payload !== null && payload.schema === "certdelta.report/1";
  return certdelta.parse(isRecord ? JSON.stringify(payload) : bytesOf(payload), { name });
}

/** Puts the report of a message among the others; gives the error record that is in its place, where one is. */
function take(certdelta, msg, reports) {
  if (msg.payload?.schema === "certdelta.error/1") return msg.payload;
  try {
    reports.push(reportOf(certdelta, msg.payload, nameOf(msg)));
    return undefined;
  } catch (error) {
    if (error instanceof CertdeltaError) return error.toJSON();
    throw error;
  }
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
