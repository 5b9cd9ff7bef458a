// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Reads the textual IR line by line; the grammar stands in docs/ir.md. A unit
// is staged as a whole and then merged, so that bad text changes nothing. Must
// not know: who wrote the text.

#include "checker/ir/Scan.h"
#include "checker/ir/Text.h"
#include "checker/ir/Words.h"

#include <algorithm>
#include <unordered_set>

namespace maprace::ir {
namespace {

class Parser {
public:
  Parser(std::string_view Text, Program &Into)
      : Text(Text), Into(Into), FilesBefore(Into.Files.size()) {}

  /// `LINE: what was expected`, or nothing.
  std::optional<std::string> run();

private:
  bool nextLine(std::string_view &Line);
  void line(Scanner &S);
  void file(Scanner &S);
  void field(Scanner &S);
  void cls(Scanner &S);
  void suppression(Scanner &S);
  void complaint(Scanner &S);
  void function(Scanner &S);
  bool functionFlag(Scanner &S, std::string_view Word, Function &F);
  void block(Scanner &S);
  void event(Scanner &S, Event::Kind Kind);
  void attribute(Scanner &S, Event &E);
  bool eventFlag(std::string_view Word, Event &E);
  void end(Scanner &S);
  void finishFunction(Scanner &S);

  Loc location(Scanner &S);
  Symbol newKey(Scanner &S, std::unordered_set<Symbol> &Seen);
  void merge();
  void merge(Function &F);

  std::string_view Text;
  Program &Into;
  size_t FilesBefore;
  unsigned LineNumber = 0;
  bool Ended = false;
  /// By number in the text: index in Program::Files.
  std::vector<uint32_t> Files;
  std::vector<Function> Functions;
  std::vector<Field> Fields;
  std::vector<Class> Classes;
  std::vector<Suppression> Suppressions;
  std::vector<std::pair<Loc, Symbol>> Complaints;
  std::unordered_set<Symbol> FunctionKeys, FieldKeys, ClassKeys;
};

/// The next line that is neither empty nor a comment.
bool Parser::nextLine(std::string_view &Line) {
  while (!Text.empty()) {
    size_t Stop = Text.find('\n');
    Line = Text.substr(0, Stop);
    Text.remove_prefix(Stop == std::string_view::npos ? Text.size() : Stop + 1);
    ++LineNumber;
    size_t First = Line.find_first_not_of(" \t\r");
    if (First != std::string_view::npos &&
        !Line.substr(First).starts_with("//"))
      return true;
  }
  return false;
}

Loc Parser::location(Scanner &S) {
  Loc L;
  uint32_t FirstNumber = S.number("FILE:LINE:COLUMN");
  S.expect(':', "FILE:LINE:COLUMN");
  L.Line = S.number("FILE:LINE:COLUMN");
  S.expect(':', "FILE:LINE:COLUMN");
  L.Column = S.number("FILE:LINE:COLUMN");
  if (FirstNumber >= Files.size())
    S.fail("the number of a file listed above");
  else
    L.File = Files[FirstNumber];
  return L;
}

Symbol Parser::newKey(Scanner &S, std::unordered_set<Symbol> &Seen) {
  Symbol Key = S.name("a key");
  if (!S.error() && !Seen.insert(Key).second)
    S.fail("a key that is not defined above");
  return Key;
}

void Parser::file(Scanner &S) {
  if (S.number("a file's number") != Files.size())
    S.fail("files numbered from 0 on");
  Symbol Name = S.quoted();
  if (!S.error())
    Files.push_back(Into.fileIndex(Into.text(Name)));
}

void Parser::field(Scanner &S) {
  Field F;
  F.Key = F.Display = newKey(S, FieldKeys);
  while (!S.atEnd()) {
    std::string_view Word = S.keyword();
    if (Word == "display")
      F.Display = S.name("a name to display");
    else if (Word == "map")
      F.IsMap = true;
    else if (Word == "type")
      F.Type = S.name("a class's key");
    else if (Word == "trusted")
      F.Trusted = S.name("an annotation");
    else if (Word == "guard")
      F.Guard = S.path();
    else if (Word == "at")
      F.Where = location(S);
    else
      S.fail("'display', 'map', 'type', 'trusted', 'guard' or 'at'");
  }
  Fields.push_back(F);
}

void Parser::suppression(Scanner &S) {
  Suppression Read;
  Read.Text = S.quoted();
  while (!S.atEnd()) {
    std::string_view Word = S.keyword();
    if (Word == "annotation") {
      Read.Annotation = true;
    } else if (Word == "lines") {
      Read.FirstLine = S.number("the first line");
      Read.LastLine = S.number("the last line");
    } else if (Word == "column") {
      Read.Column = S.number("a column");
    } else if (Word == "at") {
      Read.Where = location(S);
    } else {
      S.fail("'annotation', 'lines', 'column' or 'at'");
    }
  }
  if (!Read.Where.valid())
    S.fail("the place of a suppression after 'at'");
  Suppressions.push_back(Read);
}

void Parser::complaint(Scanner &S) {
  Symbol Text = S.quoted();
  if (S.keyword() != "at")
    return S.fail("the place of a complaint after 'at'");
  Complaints.emplace_back(location(S), Text);
}

void Parser::cls(Scanner &S) {
  Class C;
  C.Key = newKey(S, ClassKeys);
  while (!S.atEnd()) {
    std::string_view Word = S.keyword();
    if (Word == "base") {
      C.Bases.push_back(S.name("a class's key"));
    } else if (Word == "overrides") {
      Symbol Overridden = S.name("a function's key");
      if (S.keyword() != "by")
        S.fail("'by' and the key of the overrider");
      C.Overrides.emplace_back(Overridden, S.name("a function's key"));
    } else {
      S.fail("'base' or 'overrides'");
    }
  }
  Classes.push_back(std::move(C));
}

bool Parser::functionFlag(Scanner &S, std::string_view Word, Function &F) {
  if (auto R = words::find(words::Reaches, Word)) {
    F.Reachable = static_cast<Reach>(*R);
  } else if (auto K = words::find(words::Roles, Word)) {
    F.Kind = static_cast<Role>(*K);
  } else if (Word == "promises") {
    auto Kept = words::find(words::Promises, S.keyword());
    if (!Kept)
      S.fail("what is promised, such as 'lock'");
    else
      F.Promises = static_cast<Promise>(*Kept);
  } else if (Word == "escapes") {
    F.Escapes = true;
  } else if (Word == "calloperator") {
    F.CallOperator = true;
  } else if (Word == "unchecked") {
    F.Unchecked = true;
  } else if (Word == "declared") {
    F.Declared = true;
  } else if (Word == "byvalue") {
    while (S.peek() == '0' || S.peek() == '1') {
      F.ByValue.push_back(S.peek() == '1');
      S.eat(S.peek());
    }
  } else {
    return false;
  }
  return true;
}

void Parser::function(Scanner &S) {
  Function F;
  F.Key = F.Display = newKey(S, FunctionKeys);
  while (!S.atEnd()) {
    std::string_view Word = S.keyword();
    if (functionFlag(S, Word, F))
      continue;
    if (Word == "display") {
      F.Display = S.name("a name to display");
    } else if (Word == "class") {
      F.Class = S.name("a class's key");
    } else if (Word == "requires") {
      Path Lock = S.place();
      bool Shared = S.eat("shared");
      F.Requires.emplace_back(Lock,
                              Shared ? LockMode::Shared : LockMode::Exclusive);
    } else if (Word == "asserts") {
      Path Lock = S.place();
      bool Shared = S.eat("shared");
      F.Asserts.emplace_back(Lock,
                             Shared ? LockMode::Shared : LockMode::Exclusive);
    } else if (Word == "trusted") {
      F.Trusted = S.name("an annotation");
    } else if (Word == "at") {
      F.Where = location(S);
    } else {
      S.fail("an attribute of a function, such as 'class' or 'at'");
    }
  }
  Functions.push_back(std::move(F));
}

void Parser::block(Scanner &S) {
  if (Functions.empty())
    return S.fail("a function before its blocks");
  std::vector<Block> &Blocks = Functions.back().Blocks;
  if (S.number("a block's number") != Blocks.size())
    return S.fail("blocks numbered from 0 on");
  Block B;
  if (S.eat("->")) {
    do {
      if (!S.eat("bb"))
        S.fail("'bb' and a number");
      B.Successors.push_back(S.number("a block's number"));
    } while (S.peek() == 'b');
  }
  if (S.eat("if ")) {
    B.Negated = S.eat('!');
    B.Condition = S.place();
    B.Leads = S.eat("leads");
  }
  if (!S.atEnd())
    return S.fail("'->' or 'if' after a block's number");
  Blocks.push_back(std::move(B));
}

/// Checks what can be known only when the whole function was read.
void Parser::finishFunction(Scanner &S) {
  if (Functions.empty())
    return;
  const std::vector<Block> &Blocks = Functions.back().Blocks;
  for (const Block &B : Blocks)
    for (uint32_t To : B.Successors)
      if (To >= Blocks.size())
        return S.fail("every block that the function above leads to");
}

bool Parser::eventFlag(std::string_view Word, Event &E) {
  if (auto A = words::find(words::AccessKinds, Word))
    E.Access_ = static_cast<AccessKind>(*A);
  else if (auto U = words::find(words::KeyUses, Word))
    E.Key = static_cast<KeyUse>(*U);
  else if (auto T = words::find(words::Takes, Word))
    E.Take = static_cast<GuardTake>(*T);
  else if (Word == "shared")
    E.Mode = LockMode::Shared;
  else if (Word == "virtual")
    E.Virtual = true;
  else if (Word == "many")
    E.Many = true;
  else if (Word == "joins")
    E.JoinsOnDestroy = true;
  else if (Word == words::flagOf(E.K))
    E.Flag = true;
  else
    return false;
  return true;
}

void Parser::attribute(Scanner &S, Event &E) {
  if (S.peek() == '=' && S.peek(1) == ' ') {
    S.eat('=');
    E.Args.push_back(S.operand());
  } else if (S.atPath()) {
    E.Target = S.path();
  } else if (S.peek() == '(') {
    E.Args = S.operands();
  } else if (S.peek() == '"') {
    E.Text = S.quoted();
  } else if (S.peek() == '{') {
    E.Text = S.braced();
  } else if (S.eat("->")) {
    E.Result = S.place();
  } else {
    std::string_view Word = S.keyword();
    if (eventFlag(Word, E))
      return;
    if (Word == "fn")
      E.Callee = S.name("a function's key");
    else if (Word == "type")
      E.Type = S.name("a class's key");
    else if (Word == "serial")
      E.Serial = S.place();
    else if (Word == "at")
      E.Where = location(S);
    else
      S.fail("a part of an event: a place, '(', '->', a flag or 'at'");
  }
}

void Parser::event(Scanner &S, Event::Kind Kind) {
  if (Functions.empty())
    return S.fail("a function before its events");
  Event E;
  E.K = Kind;
  if (Kind == Event::Return && S.atOperand())
    E.Args.push_back(S.operand());
  while (!S.atEnd())
    attribute(S, E);
  std::vector<Block> &Blocks = Functions.back().Blocks;
  if (Blocks.empty())
    Blocks.emplace_back();
  Blocks.back().Events.push_back(std::move(E));
}

void Parser::end(Scanner &S) {
  if (S.number("the number of functions") != Functions.size() || !S.atEnd())
    S.fail("the number of functions above (is the text complete?)");
  Ended = true;
}

void Parser::line(Scanner &S) {
  if (Ended)
    return S.fail("nothing after 'end'");
  if (S.peek() == 'b' && S.peek(1) == 'b') {
    S.eat("bb");
    return block(S);
  }
  std::string_view Word = S.keyword();
  if (auto Verb = words::find(words::Verbs, Word))
    return event(S, static_cast<Event::Kind>(*Verb));
  if (Word == "file")
    return file(S);
  if (Word == "field")
    return field(S);
  if (Word == "class")
    return cls(S);
  if (Word == "suppress")
    return suppression(S);
  if (Word == "complaint")
    return complaint(S);
  if (Word != "function" && Word != "end")
    return S.fail("'file', 'field', 'class', 'suppress', 'function', 'bb', an "
                  "event or 'end'");
  finishFunction(S);
  if (Word == "function")
    function(S);
  else
    end(S);
}

std::optional<std::string> Parser::run() {
  auto Failure = [&](const char *Expected) {
    Into.Files.resize(FilesBefore);
    return std::to_string(LineNumber) + ": expected " + Expected;
  };
  std::string_view Line;
  if (!nextLine(Line))
    return Failure("'maprace-ir 1'");
  Scanner First(Line, Into);
  if (!First.eat(words::Header))
    return Failure("'maprace-ir 1'");
  if (First.number("a version") != words::Version || !First.atEnd())
    return Failure("version 1 of the format");
  while (nextLine(Line)) {
    Scanner S(Line, Into);
    line(S);
    if (S.error())
      return Failure(S.error());
  }
  if (!Ended)
    return Failure("'end' (is the text complete?)");
  merge();
  return std::nullopt;
}

/// A definition with events beats one without, that beats a declaration; what
/// a declaration promises stands between.
int completeness(const Function &F) {
  if (F.Declared)
    return 1;
  return F.Blocks.empty() ? F.Where.valid() * 2 : 3;
}

void Parser::merge(Function &F) {
  auto [Where, New] = Into.Functions.try_emplace(Into.text(F.Key));
  Function &Known = Where->second;
  bool Escapes = F.Escapes || Known.Escapes;
  Reach Reachable = std::max(F.Reachable, Known.Reachable);
  if (New || completeness(F) > completeness(Known))
    Known = std::move(F);
  Known.Escapes = Escapes;
  Known.Reachable = Reachable;
}

void Parser::merge() {
  for (Function &F : Functions)
    merge(F);
  for (const Field &F : Fields)
    Into.Fields.try_emplace(Into.text(F.Key), F);
  Into.Suppressions.insert(Suppressions.begin(), Suppressions.end());
  Into.Complaints.insert(Complaints.begin(), Complaints.end());
  for (Class &C : Classes) {
    auto [Where, New] = Into.Classes.try_emplace(Into.text(C.Key));
    Class &Known = Where->second;
    if (New || (Known.Bases.empty() && Known.Overrides.empty()))
      Known = std::move(C);
  }
}

} // namespace

std::optional<std::string> parse(std::string_view Text, std::string_view Name,
                                 Program &Into) {
  std::optional<std::string> Failure = Parser(Text, Into).run();
  if (Failure)
    Failure->insert(0, std::string(Name) + ":");
  return Failure;
}

} // namespace maprace::ir
