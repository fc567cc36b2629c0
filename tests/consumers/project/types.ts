import { type Certdelta, CertdeltaError, type ErrorCode, load, type Report, read, type StreamResult } from "certdelta";
import { type ExportFormat, exportReports } from "certdelta/export";
import { readHtml } from "certdelta/html";
import { loadPdf } from "certdelta/pdf";
import { load as loadSlim } from "certdelta/slim";
import { readZip } from "certdelta/zip";

const certdelta: Certdelta = await load({ wasm: new Uint8Array() });
const report: Report = certdelta.parse("text", { name: "a.md" });
const field = report.fields["incidents.handled.total"];
if (field?.status === "found") {
  const value: string | number | string[] = field.value;
  console.log(value, field.evidence[0]?.utf16[0]);
}
// @ts-expect-error a field that was not found has no value to add
report.fields["incidents.handled.total"]?.value.toFixed();
// @ts-expect-error no such option
certdelta.parse("text", { nam: "a.md" });
// @ts-expect-error no such format
const format: ExportFormat = "doc";
const results: StreamResult[] = [];
for await (const result of certdelta.parseStream(["text"], { concurrency: 1, signal: AbortSignal.timeout(1) }))
  results.push(result);
const stream: ReadableStream<StreamResult> = new ReadableStream<string>().pipeThrough(certdelta.parseTransform());
const code: ErrorCode = new CertdeltaError("usage", "no").code;
const { bytes }: { bytes: Uint8Array } = await exportReports(certdelta, [report], "xlsx");
console.log(stream, code, bytes, format, readHtml, loadPdf, loadSlim, readZip, await read(bytes, "a.pdf"));
