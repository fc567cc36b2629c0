// What the tokens of clauses say of their figures.
#pragma once

#include <vector>

#include "extract/clause/match.h"
#include "extract/clause/tokens.h"
#include "extract/matcher.h"
#include "profile/profile.h"
#include "text/normalise.h"

namespace certdelta::extract {

/// Puts the figures of paragraphs together with what their clauses say of them: adds a match for those that go on with
/// no figure of a template, and an addition to that template's match for those that do. A line ends the tokens.
void read_clauses(const text::NormalText& normal, const profile::Profile& profile, const ClauseTokens& tokens,
                  Matches& matches, std::vector<ClauseAddition>& additions);

}  // namespace certdelta::extract
