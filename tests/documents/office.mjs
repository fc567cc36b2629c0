// DOCX by hand: only the parts that the reader looks at.
import { strToU8, zipSync } from "fflate";

const NAMESPACES =
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"';

/**
 * @param {string} body  the children of w:body
 * @param {Record<string, string>} [parts]  further parts: path -> the children of their root
 */
export function docxOf(body, parts = {}) {
  const part = (/** @type {string} */ content) =>
    strToU8(`<?xml version="1.0"?><w:root ${NAMESPACES}>${content}</w:root>`);
  const files = Object.entries(parts).map(([path, content]) => [path, part(content)]);
  return zipSync(Object.fromEntries([["word/document.xml", part(`<w:body>${body}</w:body>`)], ...files]));
}

/** @param {string} text @param {string} [properties] */
export function run(text, properties = "") {
  return `<w:r><w:rPr>${properties}</w:rPr><w:t xml:space="preserve">${text}</w:t></w:r>`;
}

/** @param {string} content */
export function paragraph(content) {
  return `<w:p>${content}</w:p>`;
}
