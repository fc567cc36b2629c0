// A picture of few colours as a small PNG: 256 colours in a palette (W3C, "Portable Network Graphics", section 11.2.2).
import { crc32, deflateSync } from "node:zlib";

const MOST_COLOURS = 256;
const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** The 15 leading bits of a colour: what the eye tells apart on a page. */
const keyOf = (pixels, at) => ((pixels[at] >> 3) << 10) | ((pixels[at + 1] >> 3) << 5) | (pixels[at + 2] >> 3);

/**
 * The colours that are used most; each stands for all that share its leading bits, as the one of them that came first.
 * @param {Uint8Array} pixels RGBA
 */
function coloursOf(pixels) {
  /** @type {Map<number, { count: number, rgb: number[] }>} */
  const uses = new Map();
  for (let at = 0; at < pixels.length; at += 4) {
    const key = keyOf(pixels, at);
    const use = uses.get(key);
    if (use) use.count += 1;
    else uses.set(key, { count: 1, rgb: [pixels[at], pixels[at + 1], pixels[at + 2]] });
  }
  const all = [...uses].sort(([, a], [, b]) => b.count - a.count);
  const palette = all.slice(0, MOST_COLOURS).map(([, { rgb }]) => rgb);
  const distance = (a, b) => (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2;
  const nearest = (rgb) =>
    palette.reduce((best, colour, i) => (distance(colour, rgb) < distance(palette[best], rgb) ? i : best), 0);
  return { palette, indexOf: new Map(all.map(([key, { rgb }]) => [key, nearest(rgb)])) };
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

/**
 * @param {Uint8Array} pixels RGBA, opaque, row after row
 * @param {number} width
 * @param {number} height
 */
export function palettePng(pixels, width, height) {
  const { palette, indexOf } = coloursOf(pixels);
  const rows = Buffer.alloc((width + 1) * height); // each row begins with its filter: 0, none
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += 4) rows[y * (width + 1) + 1 + x] = indexOf.get(keyOf(pixels, at)) ?? 0;
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8); // eight bits, indices into a palette
  return Buffer.concat([
    SIGNATURE,
    chunk("IHDR", header),
    chunk("PLTE", Buffer.from(palette.flat())),
    chunk("IDAT", deflateSync(rows, { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}
