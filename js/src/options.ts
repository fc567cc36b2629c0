/** Options of callers without types: what nobody reads is refused, as the core does, or a misspelt one would count for nothing. */
import { CertdeltaError } from "./errors.js";

/** The names of all options of a function, which the compiler holds to be complete. */
export type OptionNames<T> = Record<keyof T, true>;

/** The options themselves; none are an empty object. Throws CertdeltaError "usage"; `what` begins its message. */
export function optionsOf<T extends object>(options: T | undefined, names: OptionNames<T>, what = "options are"): T {
  if (options === undefined) return {} as T;
  if (typeof options !== "object" || options === null) {
    throw new CertdeltaError("usage", `${what} an object, not ${typeof options === "string" ? "a string" : options}`);
  }
  const unknown = Object.keys(options).find((name) => !Object.hasOwn(names, name));
  if (unknown === undefined) return options;
  const known = Object.keys(names).join(", ");
  throw new CertdeltaError("usage", `there is no option ${JSON.stringify(unknown)}; there are: ${known}`);
}
