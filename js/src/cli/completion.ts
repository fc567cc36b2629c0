/** Completion scripts for shells, made from the command's own description. */
import type { Command, Option } from "commander";

export const shells = ["bash", "zsh", "fish"] as const;
export type Shell = (typeof shells)[number];

/** A command with what may follow it. */
interface Level {
  /** "" for the command itself, "profile lint" for a word inside of another. */
  words: string;
  commands: { name: string; description: string }[];
  options: { long: string; description: string; choices: readonly string[]; takesValue: boolean }[];
  /** What its arguments may be, where that is fixed. */
  values: readonly string[];
  takesFiles: boolean;
}

/** `schemas`: what `schema` takes. */
export function completionScript(program: Command, shell: Shell, schemas: readonly string[]): string {
  const levels = levelsOf(program, "", schemas);
  switch (shell) {
    case "bash":
      return bash(levels);
    case "zsh":
      // Its bashcompinit runs scripts of bash as they are.
      return `#compdef certdelta\nautoload -U +X compinit bashcompinit\n(( $+functions[compdef] )) || compinit\nbashcompinit\n\n${bash(levels)}`;
    case "fish":
      return fish(levels);
  }
}

function levelsOf(command: Command, words: string, schemas: readonly string[]): Level[] {
  const choices = command.registeredArguments.flatMap(({ argChoices }) => argChoices ?? []);
  const values = words === "schema" ? schemas : choices;
  const level: Level = {
    words,
    commands: command.commands.map((each) => ({ name: each.name(), description: each.description() })),
    options: [
      ...command.options.map(describe),
      { long: "--help", description: "Print help", choices: [], takesValue: false },
    ],
    values,
    takesFiles: command.registeredArguments.length > 0 && values.length === 0,
  };
  const inner = command.commands.flatMap((each) => levelsOf(each, `${words} ${each.name()}`.trim(), schemas));
  return [level, ...inner];
}

function describe(option: Option): Level["options"][number] {
  const takesValue = option.required || option.optional;
  return { long: option.long ?? "", description: option.description, choices: option.argChoices ?? [], takesValue };
}

/** The words of `levels` are the package's own: letters, digits, "-" and ".". */
function bash(levels: readonly Level[]): string {
  const levelCases = levels.map(({ words, commands, options, values, takesFiles }) => {
    const own = [...commands.map(({ name }) => name), ...values];
    const longs = options.map(({ long }) => long);
    return `    "${words}") words=${listed(own)}; options=${listed(longs)}; files=${takesFiles ? 1 : 0} ;;`;
  });
  const valueCases = levels.flatMap(({ words, options }) =>
    options
      .filter(({ takesValue }) => takesValue)
      .map(({ long, choices }) =>
        choices.length > 0
          ? `    "${words} ${long}") COMPREPLY=($(compgen -W ${listed(choices)} -- "$current")); return ;;`
          : `    "${words} ${long}") COMPREPLY=($(compgen -f -- "$current")); return ;;`,
      ),
  );
  const known = levels.flatMap(({ words }) => (words === "" ? [] : [`"${words}"`])).join("|");
  return `# Completion of certdelta; bash: source <(certdelta completion bash)
_certdelta() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}"
  local level="" word words="" options="" files=0 i IFS=$'\\n'
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    word="\${level:+$level }\${COMP_WORDS[i]}"
    case "$word" in
    ${known}) level="$word" ;;
    esac
  done
  case "$level $previous" in
${valueCases.join("\n")}
  esac
  case "$level" in
${levelCases.join("\n")}
  esac
  if [[ $current == -* ]]; then
    COMPREPLY=($(compgen -W "$options" -- "$current"))
  else
    COMPREPLY=($(compgen -W "$words" -- "$current"))
    if ((files)); then COMPREPLY+=($(compgen -f -- "$current")); fi
  fi
}
complete -o filenames -F _certdelta certdelta
`;
}

/** A line a word: names of files may hold spaces, so that only line ends separate. */
function listed(words: readonly string[]): string {
  return `$'${words.join("\\n")}'`;
}

function fish(levels: readonly Level[]): string {
  const lines = levels.flatMap(({ words, commands, options, values, takesFiles }) => {
    const [first, second] = words.split(" ");
    const inner = commands.map(({ name }) => name).join(" ");
    const conditions = [
      first ? `__fish_seen_subcommand_from ${first}` : "__fish_use_subcommand",
      ...(second
        ? [`__fish_seen_subcommand_from ${second}`]
        : first && inner
          ? [`not __fish_seen_subcommand_from ${inner}`]
          : []),
    ];
    const start = `complete -c certdelta -n ${quoted(conditions.join("; and "))}`;
    return [
      ...(takesFiles ? [] : [`${start} -f`]),
      ...commands.map(({ name, description }) => `${start} -f -a ${name} -d ${quoted(description)}`),
      ...values.map((value) => `${start} -f -a ${value}`),
      ...options.map(({ long, description, choices, takesValue }) => {
        const value = choices.length > 0 ? ` -x -a ${quoted(choices.join(" "))}` : takesValue ? " -r" : "";
        return `${start} -l ${long.slice(2)}${value} -d ${quoted(description)}`;
      }),
    ];
  });
  return `# Completion of certdelta; fish: certdelta completion fish | source\n${lines.join("\n")}\n`;
}

/** For fish, where only these two characters mean something between single quotes. */
function quoted(text: string): string {
  return `'${text.replaceAll(/['\\]/g, "\\$&")}'`;
}
