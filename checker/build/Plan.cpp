// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// See Plan.h. A step is `PROGRAM lower -o OUT --depfile OUT.d @OUT.rsp`; the
// response file holds the rest, which may be longer than a command may be.

#include "checker/build/Plan.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/xxhash.h"

#include <algorithm>

namespace maprace::build {

using llvm::StringRef;

static std::string outputName(const Unit &U, const StepTool &Tool) {
  std::string Key;
  for (const std::string &Part :
       {U.Source, U.Directory, Tool.Version, Tool.Root, Tool.ResourceDir,
        Tool.ModelDigest})
    Key += Part + '\0';
  for (const std::string &Argument : U.Arguments)
    Key += Argument + '\0';
  auto Hash = llvm::xxh3_128bits(llvm::arrayRefFromStringRef(Key));
  return llvm::utohexstr(Hash.high64, /*LowerCase=*/true, 16) +
         llvm::utohexstr(Hash.low64, /*LowerCase=*/true, 16) + ".mir";
}

/// A line break cannot be written in a build.ninja.
static bool hasLineBreak(const Unit &U) {
  return std::any_of(U.Arguments.begin(), U.Arguments.end(), [](StringRef A) {
    return A.find_first_of("\r\n") != StringRef::npos;
  });
}

Plan plan(const std::vector<Unit> &Units, const StepTool &Tool) {
  Plan P;
  for (const Unit &U : Units) {
    // Ninja gives up on the whole build when a source is missing.
    if (!llvm::sys::fs::exists(U.Source))
      P.Impossible.push_back({U.Name, "no such file"});
    else if (hasLineBreak(U))
      P.Impossible.push_back({U.Name, "a flag has a line break"});
    else
      P.Steps.push_back({U, outputName(U, Tool)});
  }
  return P;
}

/// \p Text as a value in a build.ninja.
static std::string ninjaValue(StringRef Text) {
  std::string Result;
  for (char C : Text)
    Result += C == '$' ? "$$" : std::string(1, C);
  return Result;
}

/// \p Path in a build line of a build.ninja.
static std::string ninjaPath(StringRef Path) {
  std::string Result;
  for (char C : Path) {
    if (StringRef("$ :|").contains(C))
      Result += '$';
    Result += C;
  }
  return Result;
}

static std::string shellWord(StringRef Word) {
  std::string Result = "'";
  for (char C : Word)
    Result += C == '\'' ? "'\\''" : std::string(1, C);
  return Result + "'";
}

/// \p Word in a response file, by the rules of GNU's tools.
static std::string responseWord(StringRef Word) {
  std::string Result = "\"";
  for (char C : Word) {
    if (C == '"' || C == '\\')
      Result += '\\';
    Result += C;
  }
  return Result + "\"";
}

static std::string responseFile(const Unit &U, const StepTool &Tool) {
  std::vector<std::string> Words = {
      U.Source,  "--directory",    U.Directory,     "--root",
      Tool.Root, "--resource-dir", Tool.ResourceDir};
  for (const std::string &File : Tool.ModelFiles) {
    Words.push_back("--models");
    Words.push_back(File);
  }
  Words.push_back("--");
  Words.insert(Words.end(), U.Arguments.begin(), U.Arguments.end());
  std::string Text;
  for (const std::string &W : Words)
    Text += (Text.empty() ? "" : " ") + responseWord(W);
  return Text;
}

std::string ninjaFile(const std::vector<Step> &Steps, const StepTool &Tool) {
  std::string Launcher = Tool.Launcher.empty() ? "" : Tool.Launcher + " ";
  std::string Text = "ninja_required_version = 1.5\n\n"
                     "rule lower\n"
                     "  command = " +
                     ninjaValue(Launcher + shellWord(Tool.Program)) +
                     " lower -o $out --depfile $out.d @$out.rsp\n"
                     "  description = $name\n"
                     "  depfile = $out.d\n"
                     "  deps = gcc\n"
                     "  restat = 1\n"
                     "  rspfile = $out.rsp\n"
                     "  rspfile_content = $words\n";
  for (const Step &S : Steps)
    Text += "\nbuild " + S.Output + ": lower " + ninjaPath(S.What.Source) +
            " | " + ninjaPath(Tool.Program) +
            "\n  name = " + ninjaValue(S.What.Name) +
            "\n  words = " + ninjaValue(responseFile(S.What, Tool)) + "\n";
  return Text;
}

} // namespace maprace::build
