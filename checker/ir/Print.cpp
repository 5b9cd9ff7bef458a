// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Prints the IR as text; the grammar stands in docs/ir.md. Every member of an
// event is printed unless it has its default, whatever the event's kind, so
// that the round trip is exact. Must not know: how the text is read.

#include "checker/ir/Text.h"
#include "checker/ir/Words.h"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace maprace::ir {
namespace {

template <typename Pred> bool all(std::string_view Text, Pred P) {
  return std::all_of(Text.begin(), Text.end(), P);
}

/// `x` or `x.1`: a root's name that needs no quotes.
bool isPlainRoot(std::string_view Name) {
  size_t Dot = Name.find('.');
  std::string_view Word = Name.substr(0, Dot);
  if (Word.empty() || !all(Word, words::isWordChar))
    return false;
  if (Dot == std::string_view::npos)
    return true;
  std::string_view Number = Name.substr(Dot + 1);
  return !Number.empty() && all(Number, words::isDigit);
}

bool isPlainIndex(std::string_view Text) {
  return all(Text, [](char C) { return words::isIndexChar(C, '[', ']'); });
}

bool isPlainBraced(std::string_view Text) {
  return all(Text, [](char C) { return words::isIndexChar(C, '{', '}'); });
}

class Printer {
public:
  explicit Printer(const Program &P) : P(P) {}

  std::string program();
  void path(Path Place);
  /// A path, or `-` for none.
  void place(Path Place);
  std::string take() { return std::move(Out); }

private:
  void numberFiles();
  void field(const Field &F);
  void cls(const Class &C);
  void suppressions();
  void complaints();
  void function(const Function &F);
  void block(size_t Number, const Block &B);
  void event(const Event &E);
  void flags(const Event &E);
  void operand(const Operand &O);
  void operands(const std::vector<Operand> &Args);
  void lock(Path Place, LockMode Mode);

  void quoted(std::string_view Text);
  void name(std::string_view Text);
  void name(Symbol S) { name(P.text(S)); }
  void indexText(Symbol S);
  void number(uint64_t N) { Out += std::to_string(N); }
  void location(const Loc &L);
  /// ` WORD NAME`, or nothing if the name is empty.
  void named(std::string_view Word, Symbol S);
  /// ` display NAME`, unless it is the key, which is the default.
  void display(Symbol Display, Symbol Key);

  const Program &P;
  /// By index in Program::Files: the number in the text.
  std::vector<uint32_t> FileNumber;
  std::string Out;
};

void Printer::quoted(std::string_view Text) {
  static constexpr char Hex[] = "0123456789abcdef";
  Out += '"';
  for (char C : Text) {
    unsigned char Byte = static_cast<unsigned char>(C);
    if (C == '"' || C == '\\') {
      Out += '\\';
      Out += C;
    } else if (C == '\n') {
      Out += "\\n";
    } else if (Byte < ' ' || Byte == 0x7f) {
      Out += "\\x";
      Out += Hex[Byte >> 4];
      Out += Hex[Byte & 15];
    } else {
      Out += C;
    }
  }
  Out += '"';
}

void Printer::name(std::string_view Text) {
  if (!Text.empty() && all(Text, words::isWordChar))
    Out += Text;
  else
    quoted(Text);
}

void Printer::indexText(Symbol S) {
  const std::string &Text = P.text(S);
  if (!Text.empty() && all(Text, words::isTextChar))
    Out += Text;
  else
    quoted(Text);
}

void Printer::location(const Loc &L) {
  if (!L.valid())
    return;
  Out += " at ";
  number(FileNumber[L.File]);
  Out += ':';
  number(L.Line);
  Out += ':';
  number(L.Column);
}

void Printer::named(std::string_view Word, Symbol S) {
  if (!S)
    return;
  Out += ' ';
  Out += Word;
  Out += ' ';
  name(S);
}

void Printer::display(Symbol Display, Symbol Key) {
  if (Display == Key)
    return;
  Out += " display ";
  quoted(P.text(Display));
}

void Printer::path(Path Place) {
  if (!Place)
    return;
  const PathTable::Node &Top = P.Paths[P.Paths[Place].Top];
  Out += words::Roots[static_cast<size_t>(Top.RootKind)];
  if (Top.RootKind == Root::Param)
    number(Top.Name);
  else if (const std::string &Name = P.text(Top.Name); isPlainRoot(Name))
    Out += Name;
  else
    quoted(Name);
  for (Path Step : P.Paths.chain(Place)) {
    const PathTable::Node &N = P.Paths[Step];
    const std::string &Name = P.text(N.Name);
    switch (N.Step) {
    case StepKind::Deref:
      Out += '*';
      break;
    case StepKind::Index:
      Out += '[';
      if (isPlainIndex(Name))
        Out += Name;
      else
        quoted(Name);
      Out += ']';
      break;
    case StepKind::Field:
    case StepKind::Call:
      Out += '.';
      // A digit after the dot belongs to a root's name.
      if (!Name.empty() && words::isDigit(Name.front()))
        quoted(Name);
      else
        name(Name);
      if (N.Step == StepKind::Call)
        Out += "()";
      break;
    }
  }
}

void Printer::place(Path Place) {
  if (Place)
    path(Place);
  else
    Out += '-';
}

void Printer::operand(const Operand &O) {
  switch (O.K) {
  case Operand::Unknown:
    Out += '?';
    break;
  case Operand::Address:
    Out += '&';
    place(O.Where);
    break;
  case Operand::Value:
    Out += "value ";
    place(O.Where);
    break;
  case Operand::Move:
    Out += "move ";
    place(O.Where);
    break;
  case Operand::Function:
    Out += "fn ";
    name(O.Name);
    return;
  case Operand::Constant:
    Out += "const ";
    indexText(O.Name);
    return;
  }
  if (!O.Name)
    return;
  Out += " as ";
  indexText(O.Name);
}

void Printer::operands(const std::vector<Operand> &Args) {
  Out += " (";
  for (size_t I = 0; I < Args.size(); ++I) {
    if (I)
      Out += ", ";
    operand(Args[I]);
  }
  Out += ')';
}

void Printer::lock(Path Place, LockMode Mode) {
  place(Place);
  if (Mode == LockMode::Shared)
    Out += " shared";
}

void Printer::flags(const Event &E) {
  if (E.Mode == LockMode::Shared)
    Out += " shared";
  if (E.Key != KeyUse::None)
    (Out += ' ') += words::KeyUses[static_cast<size_t>(E.Key)];
  if (E.Take != GuardTake::Lock) {
    Out += ' ';
    Out += words::Takes[static_cast<size_t>(E.Take)];
  }
  if (E.Virtual)
    Out += " virtual";
  if (E.Many)
    Out += " many";
  if (E.JoinsOnDestroy)
    Out += " joins";
  if (E.Flag)
    (Out += ' ') += words::flagOf(E.K);
  if (E.Serial) {
    Out += " serial ";
    path(E.Serial);
  }
}

void Printer::event(const Event &E) {
  Out += "    ";
  Out += words::Verbs[E.K];
  // What a return gives comes first, so anything else must not look like it.
  bool Single = E.Args.size() == 1, Returns = E.K == Event::Return;
  if (Returns && Single) {
    Out += ' ';
    operand(E.Args.front());
  } else if (Returns && (!E.Args.empty() || E.Target || E.Callee)) {
    operands(E.Args);
  }
  if (E.K == Event::Access || E.Access_ != AccessKind::Read) {
    Out += ' ';
    Out += words::AccessKinds[static_cast<size_t>(E.Access_)];
  }
  if (E.Target) {
    Out += ' ';
    path(E.Target);
  }
  named("fn", E.Callee);
  named("type", E.Type);
  if (E.Text) {
    const std::string &Text = P.text(E.Text);
    Out += ' ';
    if (E.K == Event::Change && isPlainBraced(Text))
      Out.append("{").append(Text).append("}");
    else
      quoted(Text);
  }
  if (E.K == Event::Store && Single) {
    Out += " = ";
    operand(E.Args.front());
  } else if (!Returns && !E.Args.empty()) {
    operands(E.Args);
  }
  if (E.Result) {
    Out += " -> ";
    path(E.Result);
  }
  flags(E);
  location(E.Where);
  Out += '\n';
}

void Printer::block(size_t Number, const Block &B) {
  Out += "  bb";
  number(Number);
  if (!B.Successors.empty())
    Out += " ->";
  for (uint32_t S : B.Successors) {
    Out += " bb";
    number(S);
  }
  if (B.Condition || B.Negated) {
    Out += B.Negated ? " if !" : " if ";
    place(B.Condition);
    if (B.Leads)
      Out += " leads";
  }
  Out += '\n';
  for (const Event &E : B.Events)
    event(E);
}

void Printer::function(const Function &F) {
  Out += "function ";
  name(F.Key);
  display(F.Display, F.Key);
  named("class", F.Class);
  if (F.Reachable != Reach::Internal) {
    Out += ' ';
    Out += words::Reaches[static_cast<size_t>(F.Reachable)];
  }
  if (F.Kind != Role::Plain) {
    Out += ' ';
    Out += words::Roles[static_cast<size_t>(F.Kind)];
  }
  if (F.Promises != Promise::None) {
    Out += " promises ";
    Out += words::Promises[static_cast<size_t>(F.Promises)];
  }
  if (F.Escapes)
    Out += " escapes";
  if (F.CallOperator)
    Out += " calloperator";
  if (!F.ByValue.empty())
    Out += " byvalue ";
  for (bool Own : F.ByValue)
    Out += Own ? '1' : '0';
  named("trusted", F.Trusted);
  if (F.Unchecked)
    Out += " unchecked";
  if (F.Declared)
    Out += " declared";
  for (const auto &[Place, Mode] : F.Requires) {
    Out += " requires ";
    lock(Place, Mode);
  }
  for (const auto &[Place, Mode] : F.Asserts) {
    Out += " asserts ";
    lock(Place, Mode);
  }
  location(F.Where);
  Out += '\n';
  for (size_t I = 0; I < F.Blocks.size(); ++I)
    block(I, F.Blocks[I]);
}

void Printer::field(const Field &F) {
  Out += "field ";
  name(F.Key);
  display(F.Display, F.Key);
  if (F.IsMap)
    Out += " map";
  named("type", F.Type);
  named("trusted", F.Trusted);
  if (F.Guard) {
    Out += " guard ";
    path(F.Guard);
  }
  location(F.Where);
  Out += '\n';
}

void Printer::cls(const Class &C) {
  Out += "class ";
  name(C.Key);
  for (Symbol Base : C.Bases)
    named("base", Base);
  for (const auto &[Overridden, By] : C.Overrides) {
    Out += " overrides ";
    name(Overridden);
    Out += " by ";
    name(By);
  }
  Out += '\n';
}

/// In the order of their places, whatever the order they were found in.
void Printer::suppressions() {
  std::vector<const Suppression *> Order;
  for (const Suppression &S : P.Suppressions)
    Order.push_back(&S);
  auto Key = [&](const Suppression *S) {
    return std::make_tuple(FileNumber[S->Where.File], S->Where.Line,
                           S->Where.Column, S->FirstLine, S->Column,
                           std::string_view(P.text(S->Text)));
  };
  std::sort(Order.begin(), Order.end(),
            [&](auto *A, auto *B) { return Key(A) < Key(B); });
  for (const Suppression *S : Order) {
    Out += "suppress ";
    quoted(P.text(S->Text));
    if (S->Annotation)
      Out += " annotation";
    Out += " lines ";
    number(S->FirstLine);
    Out += ' ';
    number(S->LastLine);
    if (S->Column) {
      Out += " column ";
      number(S->Column);
    }
    location(S->Where);
    Out += '\n';
  }
}

void Printer::complaints() {
  std::vector<std::pair<Loc, Symbol>> Order(P.Complaints.begin(),
                                            P.Complaints.end());
  auto Key = [&](const auto &C) {
    return std::make_tuple(FileNumber[C.first.File], C.first.Line,
                           C.first.Column, std::string_view(P.text(C.second)));
  };
  std::sort(Order.begin(), Order.end(),
            [&](const auto &A, const auto &B) { return Key(A) < Key(B); });
  for (const auto &[Where, Text] : Order) {
    Out += "complaint ";
    quoted(P.text(Text));
    location(Where);
    Out += '\n';
  }
}

/// By name: the numbering in the program is an accident of its making.
void Printer::numberFiles() {
  std::vector<uint32_t> Order(P.Files.size());
  std::iota(Order.begin(), Order.end(), 0);
  std::sort(Order.begin(), Order.end(),
            [&](uint32_t A, uint32_t B) { return P.Files[A] < P.Files[B]; });
  FileNumber.resize(Order.size());
  for (uint32_t I = 0; I < Order.size(); ++I) {
    FileNumber[Order[I]] = I;
    Out += "file ";
    number(I);
    Out += ' ';
    quoted(P.Files[Order[I]]);
    Out += '\n';
  }
}

std::string Printer::program() {
  Out += words::Header;
  Out += ' ';
  number(words::Version);
  Out += '\n';
  numberFiles();
  suppressions();
  complaints();
  for (const auto &[Key, F] : P.Fields)
    field(F);
  for (const auto &[Key, C] : P.Classes)
    cls(C);
  for (const auto &[Key, F] : P.Functions)
    function(F);
  Out += "end ";
  number(P.Functions.size());
  Out += '\n';
  return take();
}

} // namespace

std::string print(const Program &P) { return Printer(P).program(); }

std::string print(const Program &P, Path Place) {
  Printer Pr(P);
  Pr.path(Place);
  return Pr.take();
}

} // namespace maprace::ir
