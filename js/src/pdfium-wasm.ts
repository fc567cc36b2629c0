/** PDFium's WebAssembly, gzipped, as base64: a file of its own in the package, which only `loadPdf()` loads. */
export { default } from "@embedpdf/pdfium/pdfium.wasm";
