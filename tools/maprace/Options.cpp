// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// LLVM's command line library parses; nothing outside this file sees it.

#include "tools/maprace/Options.h"

#include "clang/Basic/Version.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/StringSaver.h"
#include "llvm/Support/raw_ostream.h"

#include <algorithm>

namespace maprace::tools {

namespace cl = llvm::cl;
using llvm::StringRef;
using Text = cl::opt<std::string>;
using TextList = cl::list<std::string>;
using Flag = cl::opt<bool>;

static const char Overview[] =
    "maprace finds data races on maps in C++ programs.\n\n"
    "  maprace check -p BUILD [FILES]    a whole program, by its compilation "
    "database\n"
    "  maprace check FILES -- FLAGS      a whole program, by these flags\n"
    "  maprace check --ir FILES          a program written as IR\n"
    "  maprace explain FILE:LINE ...     why something is reported there, or "
    "nothing is\n"
    "  maprace dump FILES [-- FLAGS]     the concurrency IR of sources\n\n"
    "Exit codes of check:\n"
    "  0  no race was found\n"
    "  1  races were found\n"
    "  2  wrong use or configuration, or nothing could be analysed\n"
    "  3  with --strict: a translation unit could not be analysed\n";

static cl::OptionCategory Category("Options of maprace");
static cl::SubCommand Check("check", "Find races in a whole program");
static cl::SubCommand
    Explain("explain", "Tell what was seen at FILE:LINE, and why something is "
                       "reported there or nothing is");
static cl::SubCommand Dump("dump", "Print the concurrency IR of sources");
static cl::SubCommand
    Lower("lower", "Internal step: one source with a whole clang command line "
                   "after -- becomes a file of IR");
static cl::SubCommandGroup Selecting{&Check, &Explain, &Dump};
static cl::SubCommandGroup Analysing{&Check, &Explain};
static cl::SubCommandGroup Every{&Check, &Explain, &Dump, &Lower};
static cl::SubCommandGroup Writing{&Check, &Lower};

static cl::cat In() { return cl::cat(Category); }

static TextList Files(cl::Positional, cl::desc("FILES [-- FLAGS]"), In(),
                      cl::sub(Every));
static Text Database("p",
                     cl::desc("Build directory with compile_commands.json, or "
                              "that file"),
                     cl::value_desc("BUILD"), In(), cl::sub(Selecting));
static TextList Models("models",
                       cl::desc("File of models, added to the built-in ones, "
                                "or 'sets' (repeatable)"),
                       cl::value_desc("FILE"), In(), cl::sub(Every));
static Text Root("root",
                 cl::desc("Directory that file names are relative to (default: "
                          "the current one)"),
                 cl::value_desc("DIR"), In(), cl::sub(Every));
static Text ResourceDir("resource-dir", cl::desc("Clang's resource directory"),
                        cl::value_desc("DIR"), In(), cl::sub(Every));
static TextList Extra("extra-arg",
                      cl::desc("Flag added to each unit's (repeatable)"),
                      cl::value_desc("FLAG"), In(), cl::sub(Every));
static TextList Include("include",
                        cl::desc("Take only sources whose path matches this "
                                 "glob (repeatable)"),
                        cl::value_desc("GLOB"), In(), cl::sub(Selecting));
static TextList Exclude("exclude",
                        cl::desc("Leave out sources whose path matches this "
                                 "glob, e.g. '*/third_party/*' (repeatable)"),
                        cl::value_desc("GLOB"), In(), cl::sub(Selecting));

static Text Format("format", cl::desc("Report format (default: text)"),
                   cl::value_desc("text|sarif|json"), cl::init("text"), In(),
                   cl::sub(Check));
static Text Output("output", cl::desc("Write there instead of to stdout"),
                   cl::value_desc("FILE"), In(), cl::sub(Writing));
static cl::alias OutputShort("o", cl::desc("Alias for --output"),
                             cl::aliasopt(Output), In());
static TextList Tiers(
    "tiers", cl::CommaSeparated,
    cl::desc("Tiers of evidence to report, of A, B, C and D (default: A,B,C)"),
    cl::value_desc("A,B,C"), In(), cl::sub(Analysing));
static cl::opt<unsigned> MinAccesses(
    "min-accesses",
    cl::desc("inconsistent-guard: places at which a map must be touched "
             "(default: 2)"),
    cl::value_desc("N"), cl::init(2), In(), cl::sub(Analysing));
static cl::opt<unsigned> MinRatio(
    "min-ratio",
    cl::desc("inconsistent-guard: percent of them that must hold the guard "
             "(default: 50)"),
    cl::value_desc("PERCENT"), cl::init(50), In(), cl::sub(Analysing));
static cl::opt<unsigned>
    Jobs("j", cl::Prefix, cl::desc("Parallel steps (default: one a processor)"),
         cl::value_desc("N"), In(), cl::sub(Analysing));
static Flag Strict("strict",
                   cl::desc("Exit with 3 if a translation unit failed"), In(),
                   cl::sub(Check));
static Text CacheDir("cache-dir",
                     cl::desc("Where results are kept between runs (default: "
                              ".maprace in BUILD, or the user's cache)"),
                     cl::value_desc("DIR"), In(), cl::sub(Analysing));
static Flag Quiet("quiet", cl::desc("No progress and no summary on stderr"),
                  In(), cl::sub(Analysing));
static Text Launcher("launcher",
                     cl::desc("Command that each step's command is given to"),
                     cl::value_desc("CMD"), In(), cl::sub(Analysing));
static Flag Ir("ir", cl::desc("The files hold IR, not C++"), In(),
               cl::sub(Analysing));

static Text Config("config",
                   cl::desc("Configuration (default: the closest "
                            ".maprace.json at the root or above it)"),
                   cl::value_desc("FILE"), In(), cl::sub(Analysing));
static Text Baseline("baseline",
                     cl::desc("Suppress the findings that this file lists"),
                     cl::value_desc("FILE"), In(), cl::sub(Check));
static Text WriteBaseline("write-baseline",
                          cl::desc("List the findings there, for --baseline"),
                          cl::value_desc("FILE"), In(), cl::sub(Check));
static Flag ListUnused("list-unused-suppressions",
                       cl::desc("Name each suppression of our checks that "
                                "silences nothing"),
                       In(), cl::sub(Check));

static Text Depfile("depfile",
                    cl::desc("Write what was read there, in make's form"),
                    cl::value_desc("FILE"), In(), cl::sub(Lower));
static Text Directory("directory",
                      cl::desc("Directory that the command's relative paths "
                               "start from (default: the current one)"),
                      cl::value_desc("DIR"), In(), cl::sub(Lower));

void say(const std::string &Message) {
  llvm::errs() << "maprace: " << Message << '\n';
}

std::string suggestion(const std::string &Word,
                       const std::vector<std::string> &Known) {
  const std::string *Best = nullptr;
  unsigned Distance = 4;
  for (const std::string &K : Known) {
    unsigned D = StringRef(Word).edit_distance(K);
    if (D < Distance) {
      Best = &K;
      Distance = D;
    }
  }
  return Best ? "; did you mean '" + *Best + "'?" : "";
}

std::string version() {
  return "maprace " MAPRACE_VERSION " (" + clang::getClangFullVersion() + ")";
}

namespace {
/// The words of the command line: `@FILE`s replaced, cut at `--`.
struct Words {
  llvm::BumpPtrAllocator Memory;
  std::vector<const char *> Own;
  std::optional<std::vector<std::string>> Flags;
};
} // namespace

static std::optional<std::string> cut(int Argc, const char *const *Argv,
                                      Words &Into) {
  llvm::SmallVector<const char *, 32> All(Argv, Argv + Argc);
  cl::ExpansionContext Expand(Into.Memory, cl::TokenizeGNUCommandLine);
  if (llvm::Error E = Expand.expandResponseFiles(All))
    return toString(std::move(E));
  auto Cut = llvm::find_if(
      All, [](const char *Word) { return StringRef(Word) == "--"; });
  Into.Own.assign(All.begin(), Cut);
  if (Cut != All.end())
    Into.Flags.emplace(Cut + 1, All.end());
  return std::nullopt;
}

/// A sentence unless the first word is a command or an option; LLVM would take
/// any other word for a file.
static std::optional<std::string> commandError(const Words &W) {
  std::vector<std::string> Names;
  for (const cl::SubCommand *S : {&Check, &Explain, &Dump, &Lower})
    Names.push_back(S->getName().str());
  if (W.Own.size() < 2)
    return "a command is needed, check, explain or dump; see maprace --help";
  std::string First = W.Own[1];
  if (StringRef(First).starts_with("-") || llvm::is_contained(Names, First))
    return std::nullopt;
  return "there is no command '" + First + "'" + suggestion(First, Names);
}

static Options collect(const Words &W) {
  Options O;
  O.What = Lower     ? Command::Lower
           : Dump    ? Command::Dump
           : Explain ? Command::Explain
                     : Command::Check;
  O.Files = Files;
  O.Flags = W.Flags;
  O.Database = Database;
  O.Root = Root;
  O.ResourceDir = ResourceDir;
  O.Models = Models;
  O.Extra = Extra;
  O.Include = Include;
  O.Exclude = Exclude;
  O.Format = Format;
  O.Output = Output;
  O.CacheDir = CacheDir;
  O.Launcher = Launcher;
  O.Config = Config;
  O.Baseline = Baseline;
  O.WriteBaseline = WriteBaseline;
  O.ListUnused = ListUnused;
  O.Tiers = Tiers;
  O.MinAccesses = MinAccesses;
  O.MinRatio = MinRatio;
  O.Jobs = Jobs;
  O.Strict = Strict;
  O.Quiet = Quiet;
  O.Ir = Ir;
  O.Depfile = Depfile;
  O.Directory = Directory;
  return O;
}

std::optional<int> parseOptions(int Argc, const char *const *Argv,
                                Options &Into) {
  Words W;
  auto Error = cut(Argc, Argv, W);
  if (!Error)
    Error = commandError(W);
  if (Error) {
    say(*Error);
    return Unusable;
  }
  cl::HideUnrelatedOptions(Category);
  for (cl::SubCommand *S : {&Check, &Explain, &Dump, &Lower})
    cl::HideUnrelatedOptions(Category, *S);
  cl::SetVersionPrinter(
      [](llvm::raw_ostream &Out) { Out << version() << '\n'; });
  if (!cl::ParseCommandLineOptions(W.Own.size(), W.Own.data(), Overview,
                                   &llvm::errs()))
    return Unusable;
  if (!Check && !Explain && !Dump && !Lower) {
    say("a command is needed, check, explain or dump; see maprace --help");
    return Unusable;
  }
  Into = collect(W);
  return std::nullopt;
}

} // namespace maprace::tools
