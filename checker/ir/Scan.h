// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Reads the parts of one line of the textual IR: words, names, numbers, paths,
// operands. A scanner that met an error stays at it: every later read gives a
// default, so that callers check once a line. Must not know: what lines there
// are.

#ifndef MAPRACE_IR_SCAN_H
#define MAPRACE_IR_SCAN_H

#include "checker/ir/Program.h"

#include <string>
#include <string_view>

namespace maprace::ir {

class Scanner {
public:
  /// Interns what it reads into the tables of \p Into.
  Scanner(std::string_view Line, Program &Into) : Rest(Line), Into(Into) {
    space();
  }

  /// What was expected where the first error was met; null if none was.
  const char *error() const { return Error; }
  void fail(const char *Expected) {
    if (!Error)
      Error = Expected;
    Rest = {};
  }

  bool atEnd() const { return Rest.empty(); }
  char peek(size_t Ahead = 0) const {
    return Ahead < Rest.size() ? Rest[Ahead] : '\0';
  }
  /// True, and past it, if \p C (or \p Token) comes next; skips spaces.
  bool eat(char C);
  bool eat(std::string_view Token);
  void expect(char C, const char *Expected);

  /// Letters, digits and `-`, for keywords; empty if there are none.
  std::string_view keyword();
  uint32_t number(const char *Expected);
  /// A number that must follow at once, without a space after it skipped.
  uint32_t digits(const char *Expected);
  /// A name, in quotes or plain.
  Symbol name(const char *Expected);
  /// A string in quotes.
  Symbol quoted();
  /// `{TEXT}`
  Symbol braced();
  bool atPath() const;
  Path path();
  /// A path, or `-` for none.
  Path place();
  bool atOperand() const;
  Operand operand();
  /// `(OPERAND, …)`
  std::vector<Operand> operands();

private:
  void space() {
    while (!Rest.empty() && (Rest.front() == ' ' || Rest.front() == '\t' ||
                             Rest.front() == '\r'))
      Rest.remove_prefix(1);
  }
  /// The text between quotes, without the space after it skipped; valid until
  /// the next call.
  std::string_view string();
  char escaped();
  std::string_view plain();
  /// Between \p Open and \p Close: text in quotes, or plain. Skips no space.
  Symbol enclosed(char Open, char Close);
  Symbol rootName();
  Path steps(Path Place);
  Symbol indexText();

  std::string_view Rest;
  Program &Into;
  const char *Error = nullptr;
  std::string Unescaped;
};

} // namespace maprace::ir

#endif
