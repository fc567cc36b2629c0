/** What is said of a wrong call, in the words of the native command (core/cli/usage.cpp). commander finds what is wrong. */
import type { Command, CommanderError } from "commander";

const commandIsRequired =
  "a command is required: parse, compare, series, check, explain, profile, work, schema or completion";

/** Each sentence of commander's, and what is said in its place. */
const sentences: readonly (readonly [RegExp, string])[] = [
  [/^unknown option '(--[^'=]+)=.*'; did you mean \1\?$/, "$1 takes no value"],
  [/^option '(?:-\w, )?(--[\w-]+).*' argument missing$/, "$1 needs a value"],
  [
    /^option '(?:-\w, )?(--[\w-]+)[^']*' argument '(.*)' is invalid\. Allowed choices are (.*)$/s,
    "$1: '$2' is none of $3",
  ],
  [/^option '(?:-\w, )?(--[\w-]+)[^']*' argument '(.*)' is invalid\. It must be (.*)$/s, "$1: '$2' is not $3"],
  [
    /^command-argument value '(.*)' is invalid for argument '(\w+)'\. Allowed choices are (.*)$/s,
    "$2: '$1' is none of $3",
  ],
  [/^missing required argument '(\w+)'$/, "$1 is missing"],
];

/** One sentence without a full stop. */
export function usageReason({ code, message }: CommanderError): string {
  if (code === "commander.help") return commandIsRequired;
  // What commander suggests stands on a line of its own.
  const plain = message.replace(/^error: |\.$/g, "").replace(/\n\(Did you mean (.*)\?\)$/, "; did you mean $1?");
  for (const [pattern, sentence] of sentences) {
    if (pattern.test(plain)) return plain.replace(pattern, sentence);
  }
  return plain;
}

/** Refuses arguments that no command asks for, by name; commander itself only counts them. */
export function refuseExcess(program: Command): void {
  program.allowExcessArguments().hook("preAction", (_, command) => {
    const { registeredArguments, args } = command;
    const extra = args[registeredArguments.length];
    if (extra === undefined || registeredArguments.at(-1)?.variadic) return;
    program.error(command.commands.length > 0 ? `unknown command '${extra}'` : `unexpected argument '${extra}'`);
  });
}

/** The words that name a command, at the beginning of the arguments: none, "parse", or "profile" and "lint". */
export function namedCommand(program: Command, words: readonly string[]): string[] {
  const [word, ...rest] = words;
  const command = program.commands.find((each) => each.name() === word);
  return command ? [command.name(), ...namedCommand(command, rest)] : [];
}

/** "help parse" is "parse --help". */
export function withHelpAsOption(program: Command, words: readonly string[]): string[] {
  const [first, ...rest] = words;
  if (first !== "help") return [...words];
  return rest.length === 0 || namedCommand(program, rest).length > 0 ? [...rest, "--help"] : rest;
}
