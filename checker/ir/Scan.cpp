// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The lexical half of the IR's parser. Must not know: what lines there are.

#include "checker/ir/Scan.h"
#include "checker/ir/Words.h"

namespace maprace::ir {
namespace {

int hexValue(char C) {
  if (words::isDigit(C))
    return C - '0';
  if (C >= 'a' && C <= 'f')
    return C - 'a' + 10;
  return -1;
}

} // namespace

bool Scanner::eat(char C) {
  if (peek() != C || Rest.empty())
    return false;
  Rest.remove_prefix(1);
  space();
  return true;
}

bool Scanner::eat(std::string_view Token) {
  if (!Rest.starts_with(Token))
    return false;
  Rest.remove_prefix(Token.size());
  space();
  return true;
}

void Scanner::expect(char C, const char *Expected) {
  if (!eat(C))
    fail(Expected);
}

std::string_view Scanner::keyword() {
  size_t N = 0;
  while (N < Rest.size() &&
         ((Rest[N] >= 'a' && Rest[N] <= 'z') || Rest[N] == '-'))
    ++N;
  std::string_view Word = Rest.substr(0, N);
  Rest.remove_prefix(N);
  space();
  return Word;
}

uint32_t Scanner::digits(const char *Expected) {
  uint64_t N = 0;
  size_t Count = 0;
  for (; words::isDigit(peek(Count)); ++Count) {
    N = N * 10 + static_cast<uint64_t>(peek(Count) - '0');
    if (N > UINT32_MAX) {
      fail(Expected);
      return 0;
    }
  }
  if (!Count)
    fail(Expected);
  else
    Rest.remove_prefix(Count);
  return static_cast<uint32_t>(N);
}

uint32_t Scanner::number(const char *Expected) {
  uint32_t N = digits(Expected);
  space();
  return N;
}

char Scanner::escaped() {
  char C = peek(1);
  if (C == 'x') {
    int High = hexValue(peek(2)), Low = hexValue(peek(3));
    if (High < 0 || Low < 0) {
      fail("two hexadecimal digits after '\\x'");
      return 0;
    }
    Rest.remove_prefix(4);
    return static_cast<char>(High * 16 + Low);
  }
  if (C != 'n' && C != '"' && C != '\\') {
    fail("one of '\"', '\\', 'n', 'x' after a backslash");
    return 0;
  }
  Rest.remove_prefix(2);
  return C == 'n' ? '\n' : C;
}

std::string_view Scanner::string() {
  if (peek() != '"') {
    fail("a string in quotes");
    return {};
  }
  Rest.remove_prefix(1);
  size_t Stop = Rest.find_first_of("\"\\");
  if (Stop != std::string_view::npos && Rest[Stop] == '"') {
    std::string_view Text = Rest.substr(0, Stop);
    Rest.remove_prefix(Stop + 1);
    return Text;
  }
  Unescaped.clear();
  while (!Rest.empty() && Rest.front() != '"') {
    if (Rest.front() == '\\') {
      Unescaped += escaped();
      continue;
    }
    Unescaped += Rest.front();
    Rest.remove_prefix(1);
  }
  if (Rest.empty())
    fail("a quote that ends the string");
  else
    Rest.remove_prefix(1);
  return Unescaped;
}

std::string_view Scanner::plain() {
  size_t N = 0;
  while (N < Rest.size() && words::isWordChar(Rest[N]))
    ++N;
  std::string_view Word = Rest.substr(0, N);
  Rest.remove_prefix(N);
  return Word;
}

Symbol Scanner::name(const char *Expected) {
  Symbol S = 0;
  if (peek() == '"')
    S = Into.Symbols.intern(string());
  else if (words::isWordChar(peek()))
    S = Into.Symbols.intern(plain());
  else
    fail(Expected);
  space();
  return S;
}

Symbol Scanner::quoted() {
  Symbol S = Into.Symbols.intern(string());
  space();
  return S;
}

Symbol Scanner::enclosed(char Open, char Close) {
  if (peek() != Open) {
    fail("an index text");
    return 0;
  }
  Rest.remove_prefix(1);
  Symbol S = 0;
  if (peek() == '"') {
    S = Into.Symbols.intern(string());
  } else {
    size_t N = 0;
    while (N < Rest.size() && words::isIndexChar(Rest[N], Open, Close))
      ++N;
    S = Into.Symbols.intern(Rest.substr(0, N));
    Rest.remove_prefix(N);
  }
  if (Rest.empty() || peek() != Close)
    fail("the end of an index text");
  else
    Rest.remove_prefix(1);
  return S;
}

Symbol Scanner::braced() {
  Symbol S = enclosed('{', '}');
  space();
  return S;
}

bool Scanner::atPath() const {
  switch (peek()) {
  case '%':
  case '@':
  case '#':
  case '?':
  case '=':
    return true;
  case 'p':
    return words::isDigit(peek(1));
  default:
    return false;
  }
}

Symbol Scanner::rootName() {
  if (peek() == '"')
    return Into.Symbols.intern(string());
  const char *Start = Rest.data();
  size_t Size = plain().size();
  if (!Size) {
    fail("a name of a place");
    return 0;
  }
  if (peek() == '.' && words::isDigit(peek(1))) {
    size_t Digits = 1;
    while (words::isDigit(peek(Digits)))
      ++Digits;
    Rest.remove_prefix(Digits);
    Size += Digits;
  }
  return Into.Symbols.intern({Start, Size});
}

Path Scanner::path() {
  if (!atPath()) {
    fail("a place");
    return 0;
  }
  size_t Kind = 0;
  while (words::Roots[Kind] != peek())
    ++Kind;
  Rest.remove_prefix(1);
  Root R = static_cast<Root>(Kind);
  Symbol Name = R == Root::Param ? digits("a parameter's number") : rootName();
  Path Place = Error ? 0 : steps(Into.Paths.root(R, Name));
  space();
  return Place;
}

Path Scanner::place() {
  if (!eat('-'))
    return path();
  return 0;
}

Path Scanner::steps(Path Place) {
  while (!Error) {
    switch (peek()) {
    case '*':
      Rest.remove_prefix(1);
      Place = Into.Paths.step(Place, StepKind::Deref);
      break;
    case '[':
      Place = Into.Paths.step(Place, StepKind::Index, enclosed('[', ']'));
      break;
    case '.': {
      Rest.remove_prefix(1);
      if (peek() != '"' && !words::isWordChar(peek()))
        fail("a name after '.'");
      Symbol Name = Into.Symbols.intern(peek() == '"' ? string() : plain());
      bool Calls = Rest.starts_with("()");
      if (Calls)
        Rest.remove_prefix(2);
      Place = Into.Paths.step(Place, Calls ? StepKind::Call : StepKind::Field,
                              Name);
      break;
    }
    case '\0':
    case ' ':
    case '\t':
    case '\r':
    case ',':
    case ')':
      return Place;
    default:
      fail("'*', '.', '[' or a space after a place");
    }
  }
  return 0;
}

Symbol Scanner::indexText() {
  Symbol S = 0;
  if (peek() == '"') {
    S = Into.Symbols.intern(string());
  } else {
    size_t N = 0;
    while (N < Rest.size() && words::isTextChar(Rest[N]))
      ++N;
    if (!N)
      fail("an index text");
    S = Into.Symbols.intern(Rest.substr(0, N));
    Rest.remove_prefix(N);
  }
  space();
  return S;
}

bool Scanner::atOperand() const {
  for (std::string_view Start : {"?", "&", "value ", "move ", "fn ", "const "})
    if (Rest.starts_with(Start))
      return true;
  return false;
}

Operand Scanner::operand() {
  Operand O;
  if (eat('?')) {
    O.K = Operand::Unknown;
  } else if (eat('&')) {
    O.K = Operand::Address;
    O.Where = place();
  } else {
    std::string_view Word = keyword();
    if (Word == "fn") {
      O.K = Operand::Function;
      O.Name = name("a function's key");
      return O;
    }
    if (Word == "const") {
      O.K = Operand::Constant;
      O.Name = indexText();
      return O;
    }
    if (Word != "value" && Word != "move") {
      fail("an operand: '?', '&', 'value', 'move', 'fn' or 'const'");
      return O;
    }
    O.K = Word == "value" ? Operand::Value : Operand::Move;
    O.Where = place();
  }
  if (Rest.starts_with("as ")) {
    keyword();
    O.Name = indexText();
  }
  return O;
}

std::vector<Operand> Scanner::operands() {
  std::vector<Operand> Args;
  expect('(', "'('");
  if (eat(')'))
    return Args;
  do
    Args.push_back(operand());
  while (!Error && eat(','));
  expect(')', "',' or ')' after an operand");
  return Args;
}

} // namespace maprace::ir
