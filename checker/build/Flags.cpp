// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Clang's own table of driver options tells flags that clang does not know;
// flags.def tells those that it knows but that must not be used here.

#include "checker/build/Flags.h"

#include "checker/build/Paths.h"

#include "clang/Driver/Types.h"
#include "clang/Tooling/CompilationDatabase.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Option/Arg.h"
#include "llvm/Option/ArgList.h"
#include "llvm/Option/OptTable.h"
#include "llvm/Support/Path.h"

#include <optional>

#if __has_include("clang/Options/Options.h")
#include "clang/Options/Options.h"
#else // LLVM < 22
#include "clang/Driver/Options.h"
namespace clang {
using driver::getDriverOptTable;
namespace options = driver::options;
} // namespace clang
#endif

namespace maprace::build {

using llvm::StringRef;
using llvm::opt::Arg;
using llvm::opt::ArgStringList;

namespace {
enum class Verdict { Keep, Output, Drop };

/// Walks one command line's parsed arguments.
class Adapter {
public:
  explicit Adapter(Adapted &To) : To(To) {}
  void visit(const llvm::opt::InputArgList &Args);
  StringRef language() const { return Language; }
  bool modeIsCxx() const { return CxxMode; }

private:
  void keep(const Arg &A, const llvm::opt::InputArgList &Args);
  bool frontendValue(const Arg &A);

  Adapted &To;
  std::string Language;
  bool CxxMode = false;
  unsigned SkipFrontendValues = 0;
};
} // namespace

static Verdict verdictOn(StringRef Name) {
#define OUTPUT(NAME)                                                           \
  if (Name == NAME)                                                            \
    return Verdict::Output;
#define DROPPED(NAME)                                                          \
  if (Name == NAME)                                                            \
    return Verdict::Drop;
#define FRONTEND(NAME, VALUES)
#include "checker/build/flags.def"
#undef OUTPUT
#undef DROPPED
#undef FRONTEND
  return Verdict::Keep;
}

/// How many values follow the frontend flag \p Name, if it must be left out.
static std::optional<unsigned> droppedFrontendFlag(StringRef Name) {
#define OUTPUT(NAME)
#define DROPPED(NAME)
#define FRONTEND(NAME, VALUES)                                                 \
  if (Name == NAME)                                                            \
    return VALUES;
#include "checker/build/flags.def"
#undef OUTPUT
#undef DROPPED
#undef FRONTEND
  return std::nullopt;
}

static StringRef nameOf(const Arg &A) {
  return A.getOption().getUnaliasedOption().getPrefixedName();
}

/// Handles `-Xclang VALUE`; true if it is left out.
bool Adapter::frontendValue(const Arg &A) {
  if (SkipFrontendValues) {
    --SkipFrontendValues;
    return true;
  }
  auto Values = droppedFrontendFlag(A.getValue());
  if (!Values)
    return false;
  SkipFrontendValues = *Values;
  To.Dropped.push_back(A.getValue());
  return true;
}

void Adapter::keep(const Arg &A, const llvm::opt::InputArgList &Args) {
  ArgStringList Rendered;
  A.render(Args, Rendered);
  To.Arguments.insert(To.Arguments.end(), Rendered.begin(), Rendered.end());
}

void Adapter::visit(const llvm::opt::InputArgList &Args) {
  for (const Arg *A : Args) {
    const llvm::opt::Option &O = A->getOption();
    if (O.matches(clang::options::OPT_INPUT))
      continue;
    if (O.matches(clang::options::OPT_UNKNOWN)) {
      To.Dropped.push_back(A->getAsString(Args));
      continue;
    }
    if (O.matches(clang::options::OPT_Xclang) && frontendValue(*A))
      continue;
    if (O.matches(clang::options::OPT_x))
      Language = A->getValue();
    if (O.matches(clang::options::OPT_driver_mode))
      CxxMode = StringRef(A->getValue()) == "g++";
    switch (verdictOn(nameOf(*A))) {
    case Verdict::Keep:
      keep(*A, Args);
      break;
    case Verdict::Output:
      break;
    case Verdict::Drop:
      To.Dropped.push_back(A->getAsString(Args));
      break;
    }
  }
}

static bool isCxx(StringRef Language, bool CxxMode, StringRef Source) {
  namespace types = clang::driver::types;
  types::ID Id = types::TY_INVALID;
  if (!Language.empty() && Language != "none")
    Id = types::lookupTypeForTypeSpecifier(Language.str().c_str());
  else if (StringRef Ext = llvm::sys::path::extension(Source); !Ext.empty())
    Id = types::lookupTypeForExtension(Ext.drop_front());
  if (CxxMode && Language.empty() && Id == types::TY_C)
    Id = types::TY_CXX;
  return Id != types::TY_INVALID && types::isCXX(Id) && !types::isCuda(Id) &&
         !types::isHIP(Id) && !types::onlyPrecompileType(Id);
}

/// The driver decides where libc++ is looked for, so a GCC's place misleads.
static std::string driverFor(const std::string &Own, const Toolchain &Clang) {
  bool IsClang = llvm::sys::path::filename(Own).contains("clang");
  return IsClang && llvm::sys::path::is_absolute(Own) ? real(Own)
                                                      : Clang.Driver;
}

Adapted adapt(const std::vector<std::string> &Command,
              const std::string &Source, const Toolchain &Clang,
              const std::vector<std::string> &Extra) {
  Adapted Result;
  std::vector<std::string> Whole = Command;
  if (Whole.empty())
    Whole.push_back(Clang.Driver);
  // The driver's name tells the language and the target; say both in flags.
  clang::tooling::addTargetAndModeForProgramName(Whole, Whole.front());
  Whole.insert(Whole.end(), Extra.begin(), Extra.end());

  std::vector<const char *> Flags;
  for (size_t I = 1; I < Whole.size(); ++I)
    Flags.push_back(Whole[I].c_str());
  unsigned MissingIndex = 0, MissingCount = 0;
  auto Args = clang::getDriverOptTable().ParseArgs(
      Flags, MissingIndex, MissingCount,
      llvm::opt::Visibility(clang::options::ClangOption));

  Result.Arguments = {driverFor(Whole.front(), Clang)};
  Adapter Walk(Result);
  Walk.visit(Args);
  Result.IsCxx = isCxx(Walk.language(), Walk.modeIsCxx(), Source);
  for (const char *Own :
       {"-fsyntax-only", "-ignore-pch", "-w", "-Wno-everything",
        "-fno-caret-diagnostics", "-Qunused-arguments", "-resource-dir"})
    Result.Arguments.push_back(Own);
  Result.Arguments.push_back(Clang.ResourceDir);
  Result.Arguments.push_back(Source);
  return Result;
}

} // namespace maprace::build
