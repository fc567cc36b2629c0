// certdelta reads the periodic reports of national CERTs into records, and compares them. This header brings it all.
//
// READING
// A Reader holds profiles, which know the periodicals; those of the CNCERT weekly are embedded. What can fail gives a
// Result, a value or an error; nothing throws.
//
//     const std::string_view document =
//         "Weekly Report of CNCERT\n"
//         "Issue 12 2024 Mar.18 -Mar.24\n"
//         "Incident Handling\n"
//         "CNCERT has handled 300 network security incidents, 75 of which were cross-border ones.\n"
//         "The press desk took 12 calls.\n";
//
//     const certdelta::Reader reader;
//     const certdelta::Result<certdelta::Report> result = reader.read(document, {.name = "issue-12.md"});
//     if (!result) {
//         const certdelta::Error& error = result.error();
//         std::fprintf(stderr, "%s: %s\n", error.source.c_str(), error.message.c_str());
//         return;
//     }
//     const certdelta::Report& report = result.value();
//
// A document that no profile fits is not an error: its record has no profile, and says what was seen. Here one fits.
//
//     assert(report.profile->id == "cncert-weekly.en");
//     assert(report.issue.number == 12);
//     assert(report.period->start.to_string() == "2024-03-18");
//
// FIELDS
// Every field of the profile is there, in one of four states. Only one that was found has a value.
//
//     const certdelta::Field* handled = report.find("incidents.handled.total");
//     switch (handled->status) {
//         case certdelta::Status::found:
//             break;
//         case certdelta::Status::absent:     // the document does not say: that is not zero
//         case certdelta::Status::ambiguous:  // it says two things: see handled->candidates
//         case certdelta::Status::rejected:   // what it says cannot be taken: see handled->candidates
//             return;
//     }
//     assert(std::get<certdelta::Decimal>(handled->value) == certdelta::Decimal::from_integer(300));
//     assert(handled->unit == "incidents");
//
// EVIDENCE
// A value knows its place in the text that was given, and the rule of the profile that read it there.
//
//     const certdelta::Evidence& place = handled->evidence.front();
//     assert(document.substr(place.bytes.begin, place.bytes.end - place.bytes.begin) == "300");
//     assert(place.line == 4);
//     assert(place.quote.starts_with("CNCERT has handled 300 network security incidents"));
//     assert(place.rule == "incident-handling.handled");
//
// A figure that no rule explains is not lost.
//
//     assert(report.unassigned.size() == 1);
//     assert(report.unassigned.front().text == "12");
//
// COMPARING
// Two records give a comparison. It never fails: what cannot be compared says why.
//
//     const std::string_view next =
//         "Weekly Report of CNCERT\n"
//         "Issue 13 2024 Mar.25 -Mar.31\n"
//         "Incident Handling\n"
//         "CNCERT has handled 240 network security incidents, a decrease of 20% from last week.\n"
//         "Thanks to all partners.\n";
//     const certdelta::Result<certdelta::Report> newer = reader.read(next, {.name = "issue-13.md"});
//     if (!newer) return;
//     const certdelta::Comparison comparison = certdelta::compare(report, newer.value());
//     assert(comparison.relation == certdelta::Relation::consecutive);
//     const certdelta::FieldChange& change = comparison.fields.front();
//     assert(change.name == "incidents.handled.total");
//     assert(change.kind == certdelta::FieldChangeKind::changed);
//     assert(change.delta->to_string() == "-60");
//     assert(change.agrees == true);  // with the 20% that the newer report states
//
// SERIES
// Any number of records, in any order, make a series: weeks in order, gaps, duplicates, revisions, statistics.
//
//     certdelta::SeriesBuilder builder(reader);
//     for (const certdelta::Report* each : {&newer.value(), &report}) {
//         if (const auto error = builder.add(*each)) std::fprintf(stderr, "%s\n", error->message.c_str());
//     }
//     const certdelta::Series series = builder.series(certdelta::SeriesBy::month);
//     assert(series.weeks.size() == 2);
//     assert(series.gaps.empty());
//     assert(series.fields.front().name == "incidents.handled.total");
//     assert(series.fields.front().summary.median->to_string() == "270");
//     assert(series.fields.front().rollup.front().key == "2024-03");
//     assert(series.fields.front().rollup.front().value == certdelta::Value(certdelta::Decimal::from_integer(540)));
//     assert(series.fields.front().rollup.front().missing == 3);
//
// JSON AND TABLES
// Records and comparisons print as one line of JSON, for which there are schemas, as CSV, and as tables for people.
//
//     const std::string json = certdelta::to_json(report);
//     assert(certdelta::report_from_json(json).value() == report);
//     assert(certdelta::schema("report").ok());
//     assert(certdelta::to_table(comparison).find("stated down 20% (agrees)") != std::string::npos);
//
// OTHER PERIODICALS
// A profile is one JSON file; core/profiles/README.md is the guide. An added one is used from then on.
//
//     certdelta::Reader extended;
//     const certdelta::Result<certdelta::ProfileId> added = extended.add_profile("{}", "mine.json");
//     assert(added.error().message == "at the top: \"schema\" is missing");
//
// Whoever writes one wants to know all that is wrong with it, not only the first thing.
//
//     const std::vector<certdelta::Finding> findings = certdelta::lint_profile("{}", "mine.json");
//     assert(findings.size() > 5);
//     assert(certdelta::to_text(findings).starts_with("mine.json:1:1: error: \"schema\" is missing (missing-key)\n"));
//
// THREADS AND MEMORY
// Reading changes nothing in a Reader: threads may share one while none of them adds a profile. Results own what they
// hold; the document may go away.
#pragma once

#include "certdelta/compare.h"
#include "certdelta/decimal.h"
#include "certdelta/error.h"
#include "certdelta/finding.h"
#include "certdelta/json.h"
#include "certdelta/reader.h"
#include "certdelta/render.h"
#include "certdelta/report.h"
#include "certdelta/series.h"
#include "certdelta/version.h"
