// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Beside the output stand `.err`, the record of a failure, and `.skipped`,
// the functions left out. The record is there from the start of a step until
// its success, so that a crash leaves one too.

#include "checker/build/Step.h"

#include "checker/build/Translate.h"
#include "checker/ir/Text.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"

namespace maprace::build {

std::optional<std::string> writeFile(const std::string &File,
                                     const std::string &Text) {
  std::string Temporary = File + ".tmp";
  std::error_code Error;
  {
    llvm::raw_fd_ostream Out(Temporary, Error);
    if (!Error) {
      Out << Text;
      Out.close();
      Error = Out.error();
      Out.clear_error();
    }
  }
  if (!Error)
    Error = llvm::sys::fs::rename(Temporary, File);
  if (!Error)
    return std::nullopt;
  (void)llvm::sys::fs::remove(Temporary);
  return File + ": cannot be written: " + Error.message();
}

std::optional<std::string> readFile(const std::string &File) {
  auto Buffer = llvm::MemoryBuffer::getFile(File, /*IsText=*/false,
                                            /*RequiresNullTerminator=*/false);
  if (!Buffer)
    return std::nullopt;
  return (*Buffer)->getBuffer().str();
}

static std::string recordOf(const std::string &Output) {
  return Output + ".err";
}

static std::string skippedFile(const std::string &Output) {
  return Output + ".skipped";
}

/// \p Output depends on \p Files, as make and ninja read it.
static std::string makeRule(const std::string &Output,
                            const std::vector<std::string> &Files) {
  auto Escaped = [](const std::string &Name) {
    std::string Text;
    for (char C : Name) {
      if (C == ' ' || C == '#')
        Text += '\\';
      if (C == '$')
        Text += '$';
      Text += C;
    }
    return Text;
  };
  std::string Rule = Escaped(Output) + ":";
  for (const std::string &File : Files)
    Rule += " \\\n  " + Escaped(File);
  return Rule + "\n";
}

static std::optional<std::string> writeResult(const lower::Result &Lowered,
                                              const std::string &Output) {
  std::string Text = ir::print(Lowered.Program);
  if (readFile(Output) != Text)
    if (auto Error = writeFile(Output, Text))
      return Error;
  if (!Lowered.Skipped.empty())
    return writeFile(skippedFile(Output),
                     llvm::join(Lowered.Skipped, "\n") + "\n");
  (void)llvm::sys::fs::remove(skippedFile(Output));
  return std::nullopt;
}

std::optional<std::string> runStep(const Unit &U, const model::Models &Models,
                                   const std::string &Root,
                                   const std::string &Output,
                                   const std::string &Depfile) {
  auto Fail = [&](const std::string &Why) {
    (void)llvm::sys::fs::remove(Output);
    // A record that cannot be written leaves the missing output to tell.
    (void)writeFile(recordOf(Output), Why + "\n");
    return Why;
  };
  if (auto Error =
          writeFile(recordOf(Output), "its analysis broke off or crashed\n"))
    return Error;
  Translation T = translate(U, Models, Root);
  if (!T.Lowered)
    return Fail(T.Error);
  if (!Depfile.empty())
    if (auto Error = writeFile(Depfile, makeRule(Output, T.Dependencies)))
      return Fail(*Error);
  if (auto Error = writeResult(*T.Lowered, Output))
    return Fail(*Error);
  (void)llvm::sys::fs::remove(recordOf(Output));
  return std::nullopt;
}

std::optional<std::string> failureOf(const std::string &Output) {
  if (auto Record = readFile(recordOf(Output)))
    return llvm::StringRef(*Record).rtrim().str();
  return std::nullopt;
}

std::vector<std::string> skippedIn(const std::string &Output) {
  std::vector<std::string> Names;
  if (auto Text = readFile(skippedFile(Output)))
    for (llvm::StringRef Line : llvm::split(*Text, '\n'))
      if (!Line.empty())
        Names.push_back(Line.str());
  return Names;
}

} // namespace maprace::build
