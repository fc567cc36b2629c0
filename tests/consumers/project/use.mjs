// What every JavaScript host does with the package: load it, read a report, stream, export, and close it.
import { CertdeltaError, load } from "certdelta";
import { exportReports } from "certdelta/export";

/**
 * @param {string} text  a report
 * @param {import("certdelta").StreamOptions} [options]
 */
export async function use(text, options) {
  const certdelta = await load();
  const report = certdelta.parse(text, { name: "issue.md" });
  const streamed = [];
  for await (const result of certdelta.parseStream(
    [{ name: "first", document: text }, { name: "bad", document: "\0" }, text],
    options,
  )) {
    streamed.push(result.report ? result.report.fields["incidents.handled.total"].value : result.error.code);
  }
  const { bytes: workbook } = await exportReports(certdelta, [report], "xlsx");
  const { bytes: parquet } = await exportReports(certdelta, [report], "parquet");
  certdelta.close();
  let closed = "";
  try {
    certdelta.parse(text);
  } catch (error) {
    if (error instanceof CertdeltaError) closed = error.code;
  }
  const again = await load();
  return {
    profile: report.profile?.id,
    handled: report.fields["incidents.handled.total"].value,
    streamed,
    workbook: String.fromCharCode(...workbook.subarray(0, 2)),
    parquet: String.fromCharCode(...parquet.subarray(0, 4)),
    closed,
    again: again !== certdelta && again.parse(text).fields["incidents.handled.total"].value,
  };
}
