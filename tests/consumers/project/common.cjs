const { readFileSync } = require("node:fs");
const { load } = require("certdelta");
const { exportReports } = require("certdelta/export");
const { load: loadSlim } = require("certdelta/slim");
const { parseDuplex } = require("certdelta/node");
const { readZip } = require("certdelta/zip");
const { readHtml } = require("certdelta/html");
const { readDocx } = require("certdelta/docx");
const { loadPdf } = require("certdelta/pdf");
const schema = require("certdelta/schema/report.schema.json");

async function main() {
  const text = readFileSync(process.argv[2], "utf8");
  const certdelta = await load();
  const slim = await loadSlim();
  const duplex = parseDuplex(certdelta, { concurrency: 1 });
  duplex.end(text);
  const [result] = await duplex.toArray();
  const { bytes: csv } = await exportReports(certdelta, [result.report], "csv");
  console.log(
    JSON.stringify({
      handled: certdelta.parse(text).fields["incidents.handled.total"].value,
      slim: slim.parse(text).fields["incidents.handled.total"].value,
      duplex: result.report.fields["incidents.handled.total"].value,
      csv: new TextDecoder().decode(csv).split("\n").length > 10,
      readers: [readZip, readHtml, readDocx, loadPdf].map((reader) => typeof reader),
      schema: schema.$id ?? schema.title,
    }),
  );
}

main();
