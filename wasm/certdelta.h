/* The C ABI of certdelta's WebAssembly modules, version 1.
 *
 * JSON bytes in, JSON bytes out. No handle crosses the border. All text is UTF-8. A module keeps two things between
 * calls: the profiles that certdelta_add_profile added, and the series that certdelta_series_feed has begun. Calls are
 * not reentrant; one instance serves one thread.
 *
 * Ownership. The caller gets buffers for its arguments from certdelta_alloc and gives them back with certdelta_free. A
 * result slice belongs to the module and is valid until the next call of any function here; copy it out at once. Memory
 * may have grown during any call: make views of it anew after each one. As with free() in C, an address that is given
 * back twice, or that certdelta_alloc never gave, breaks the instance, perhaps without a word.
 *
 * Status. 0: `out` holds the result. 1: `out` holds a certdelta.error/1 record. A trap means the instance is lost: make
 * a fresh one.
 *
 * Options are a JSON object, or nothing (length 0). Unknown keys are an error.
 */
#ifndef CERTDELTA_WASM_H
#define CERTDELTA_WASM_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Address and length in bytes of a result inside the module's memory. Two little-endian u32. */
typedef struct certdelta_slice {
    uint32_t data;
    uint32_t size;
} certdelta_slice;

/* 1. Raised when anything here changes incompatibly. */
uint32_t certdelta_abi_version(void);

/* `size` bytes, aligned to 8; 0 when memory has run out. */
uint32_t certdelta_alloc(uint32_t size);
/* Takes back what certdelta_alloc gave; 0 is allowed. */
void certdelta_free(uint32_t pointer);

/* Document -> certdelta.report/1.
 * Options: {"name": "issue.md", "input": "auto" | "text" | "markdown" | "pages", "format": "json" | "csv" | "table",
 * "text": false | true, "records": false | true, "lang": "en" | "zh", "columns": 100}. A document that starts as a
 * certdelta.report/1 record is checked and given back; one that starts as certdelta.pages/1 is read as positioned text.
 * "csv" has no header line. "lang" is that of the fields' labels in a table; left out, the report's; "columns" how many
 * characters a line of it takes. "text": true gives {"text": ..., "report": ...}, where the text is what the record's
 * spans index: the document itself, or what was made of its pages. Several records, as an array or one after the other,
 * are an error; with "records": true they are given one a line, certdelta.error/1 in the place of what is none. */
int32_t certdelta_parse(uint32_t document, uint32_t document_size, uint32_t options, uint32_t options_size,
                        uint32_t out);

/* Two documents or records -> certdelta.comparison/1.
 * Options: {"before": "old.md", "after": "new.md", "format": "json" | "csv" | "markdown" | "table", "input": ...,
 * "lang": "en" | "zh", "columns": ...}. "lang" is that of the fields' labels in tables and Markdown; left out, that of
 * the newer report. "columns" as for certdelta_parse.
 */
int32_t certdelta_compare(uint32_t before, uint32_t before_size, uint32_t after, uint32_t after_size, uint32_t options,
                          uint32_t options_size, uint32_t out);

/* Reports -> certdelta.series/1.
 * Options: {"by": "week" | "month" | "quarter" | "year", "format": "json" | "csv" | "markdown" | "table", "name": ...,
 * "input": ..., "lang": "en" | "zh", "columns": ...}. Reports are certdelta.report/1 records or {"name": "issue.md",
 * "document": "its text"}, in any mixture: one JSON object a line (NDJSON), or a JSON array. A document alone is a
 * series of one, nothing one of none. An error names the record by its number. */
int32_t certdelta_series(uint32_t reports, uint32_t reports_size, uint32_t options, uint32_t options_size,
                         uint32_t out);

/* A series from inputs of any number and length: the bytes of one input, piece after piece, the last one with {"end":
 * true}; then those of the next. An input is a document, or records as above. What cannot be taken does not stop the
 * rest: the result is {"wants_more": ..., "left_out": 0, "errors": [certdelta.error/1, ...]}, what this piece brought
 * to light, and how many reports so far have no place in the series. An input that wants no more is at its end.
 * Options, which count with the first piece: {"name": ..., "input": ..., "end": false | true}. Of each report, only its
 * values are kept. */
int32_t certdelta_series_feed(uint32_t bytes, uint32_t bytes_size, uint32_t options, uint32_t options_size,
                              uint32_t out);
/* -> certdelta.series/1 of what was fed, which is then forgotten. Options: {"by": ..., "format": ..., "lang": ...,
 * "columns": ...}. */
int32_t certdelta_series_end(uint32_t options, uint32_t options_size, uint32_t out);

/* Reports, as above, -> tidy rows, one a report and field.
 * Options: {"format": "json" | "csv" | "datapackage", "name": ..., "input": ...}. "json" is an array of objects, "csv"
 * has a header line; "datapackage" is the Frictionless descriptor for a data.csv that holds the "csv" of the same
 * reports. */
int32_t certdelta_rows(uint32_t reports, uint32_t reports_size, uint32_t options, uint32_t options_size, uint32_t out);

/* Document -> plain text, every figure marked, or certdelta.explanation/1.
 * Options: {"name": ..., "input": ..., "format": "text" | "json", "lang": "en" | "zh"}; text when left out, which names
 * fields by their labels in that language, or else as records do. */
int32_t certdelta_explain(uint32_t document, uint32_t document_size, uint32_t options, uint32_t options_size,
                          uint32_t out);

/* Document or record -> array of certdelta.finding/1: what contradicts itself, or one line of text for each.
 * Options: {"name": ..., "input": ..., "format": "json" | "text", "lang": "en" | "zh"}; "lang" is that of the text. */
int32_t certdelta_check(uint32_t document, uint32_t document_size, uint32_t options, uint32_t options_size,
                        uint32_t out);

/* Profile JSON -> array of certdelta.finding/1: all that is wrong with it, or one line of text for each. What does not
 * load, or is not even JSON, is a finding too. Options: {"name": "my.json", "format": "json" | "text"}. */
int32_t certdelta_lint_profile(uint32_t profile, uint32_t profile_size, uint32_t options, uint32_t options_size,
                               uint32_t out);

/* Profile JSON -> {"examples": 5, "failed": 0, "findings": [...]}: its own examples are read and compared with what
 * they say. As text: a line for each finding, and one that sums up. Options as for certdelta_lint_profile. */
int32_t certdelta_test_profile(uint32_t profile, uint32_t profile_size, uint32_t options, uint32_t options_size,
                               uint32_t out);

/* Profile JSON -> {"id": ..., "version": ...}; documents are read with it from now on. Options: {"name": "my.json"}. It
 * replaces an embedded profile with its id, and an added one unless both have names, and two of them. */
int32_t certdelta_add_profile(uint32_t profile, uint32_t profile_size, uint32_t options, uint32_t options_size,
                              uint32_t out);

/* Name of a schema -> the JSON Schema. */
int32_t certdelta_schema(uint32_t name, uint32_t name_size, uint32_t out);

/* {"name": "certdelta", "version": "0.1.0", "abi": 1, "csv_header": "...", "schemas": [...],
 *  "profiles": [{"id", "version", "language", "title": {"en", "zh"},
 *                "fields": [{"name", "type", "unit", "label": {"en", "zh"}}]}]} */
int32_t certdelta_info(uint32_t out);

#ifdef __cplusplus
}
#endif

#endif
