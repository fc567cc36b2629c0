// What is said of a wrong call, in the words of the npm package's command (js/src/cli/usage.ts). CLI11 finds what is
// wrong.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace certdelta::cli {

/// Takes nothing but these words. `hint` goes behind the message for the word `hinted`.
[[nodiscard]] CLI::Validator one_of(std::vector<std::string> words, std::string hinted = "", std::string hint = "");

/// One sentence on `error`, which `app` has thrown; without a full stop.
[[nodiscard]] std::string usage_reason(const CLI::App& app, const CLI::ParseError& error);

}  // namespace certdelta::cli
