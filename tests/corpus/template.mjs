// Sentence templates: wording is data, and every choice is drawn from the seeded stream.
//
//   {slot}     asks the caller for the text of a slot
//   <a|b|>     takes one alternative
//   [ ... ]    is left out when a slot in it has no text
//
// The signs may be nested.

/** Thrown inside a group whose slot has no text; the group catches it. */
const MISSING = Symbol("slot without text");

/**
 * @callback SlotText
 * @param {string} slot
 * @returns {string | null}
 */

/**
 * Writes a template out; null when a slot outside any group has no text.
 * @param {string} template
 * @param {import("./random.mjs").Random} random
 * @param {SlotText} slotText
 * @returns {string | null}
 */
export function fill(template, random, slotText) {
  try {
    return write(template, random, slotText);
  } catch (reason) {
    if (reason === MISSING) {
      return null;
    }
    throw reason;
  }
}

/**
 * @param {string} template
 * @param {import("./random.mjs").Random} random
 * @param {SlotText} slotText
 * @returns {string}
 */
function write(template, random, slotText) {
  let out = "";
  for (let index = 0; index < template.length; index += 1) {
    const sign = template[index];
    if (sign !== "{" && sign !== "<" && sign !== "[") {
      out += sign;
      continue;
    }
    const end = closing(template, index);
    const inside = template.slice(index + 1, end);
    if (sign === "{") {
      const text = slotText(inside);
      if (text === null) {
        throw MISSING;
      }
      out += text;
    } else if (sign === "<") {
      out += write(random.pick(alternatives(inside)), random, slotText);
    } else {
      out += fill(inside, random, slotText) ?? "";
    }
    index = end;
  }
  return out;
}

const PAIRS = new Map([
  ["{", "}"],
  ["<", ">"],
  ["[", "]"],
]);

/**
 * @param {string} template
 * @param {number} start  index of an opening sign
 */
function closing(template, start) {
  const open = template[start];
  const close = PAIRS.get(open);
  let depth = 0;
  for (let index = start; index < template.length; index += 1) {
    depth += template[index] === open ? 1 : template[index] === close ? -1 : 0;
    if (depth === 0) {
      return index;
    }
  }
  throw new Error(`template without "${close}": ${template}`);
}

/**
 * Splits at the bars that stand at the top level.
 * @param {string} text
 */
function alternatives(text) {
  const found = [""];
  let depth = 0;
  for (const sign of text) {
    if (sign === "|" && depth === 0) {
      found.push("");
      continue;
    }
    depth += PAIRS.has(sign) ? 1 : [...PAIRS.values()].includes(sign) ? -1 : 0;
    found[found.length - 1] += sign;
  }
  return found;
}
