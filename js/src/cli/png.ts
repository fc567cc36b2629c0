/** Pictures as PNG (ISO/IEC 15948). */
import { deflateSync } from "node:zlib";
import { crc32 } from "../zip/crc32.js";

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** `data` is red, green, blue, alpha; row after row from the top. Alpha is not kept: pages are opaque. */
export function encodePng(width: number, height: number, data: Uint8ClampedArray): Uint8Array {
  const rows = new Uint8Array(height * (1 + 3 * width)); // each begins with its filter: none
  for (let y = 0, to = 0, from = 0; y < height; y++) {
    to++;
    for (let x = 0; x < width; x++, from += 4) {
      rows[to++] = data[from] ?? 0;
      rows[to++] = data[from + 1] ?? 0;
      rows[to++] = data[from + 2] ?? 0;
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8); // eight bits a channel, colours, one way to compress, to filter, not interlaced
  const parts = [chunk("IHDR", header), chunk("IDAT", deflateSync(rows)), chunk("IEND", new Uint8Array())];
  return Buffer.concat([Uint8Array.from(signature), ...parts]);
}

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body) >>> 0);
  return Buffer.concat([length, body, sum]);
}
