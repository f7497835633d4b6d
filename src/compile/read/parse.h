// One file of rules: text to message, with the place of every field. Thread-safe: a pure function.
#ifndef TRIAGE_SRC_COMPILE_READ_PARSE_H_
#define TRIAGE_SRC_COMPILE_READ_PARSE_H_

#include "src/compile/issues.h"
#include "src/compile/read/source.h"

namespace triage::compile {

// Checks and parses file->text into file->rules and file->tree. What is wrong goes to `issues`; returns
// whether the file can be used. Bounded: at most RuleFileLimits::kDepth messages deep.
bool ParseFile(SourceFile* file, Issues* issues);

}  // namespace triage::compile

#endif  // TRIAGE_SRC_COMPILE_READ_PARSE_H_
