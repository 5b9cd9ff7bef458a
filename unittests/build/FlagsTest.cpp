// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What becomes of the command lines that builds really have.

#include "checker/build/Flags.h"

#include "gtest/gtest.h"

#include <algorithm>

using maprace::build::adapt;
using maprace::build::Adapted;
using Strings = std::vector<std::string>;

namespace {

Adapted adapted(const Strings &Command, const std::string &Source = "/s/a.cpp",
                const Strings &Extra = {}) {
  return adapt(Command, Source, {"/clang/lib/clang/1", "/clang/bin/clang++"},
               Extra);
}

bool has(const Adapted &A, const std::string &Argument) {
  return std::count(A.Arguments.begin(), A.Arguments.end(), Argument) != 0;
}

TEST(Flags, KeepsWhatIsParsed) {
  Adapted A = adapted({"clang++", "-Iinc", "-isystem", "sys", "-DX=a b",
                       "-std=c++20", "-include", "pre.h", "/s/a.cpp"});
  EXPECT_TRUE(A.Dropped.empty());
  for (const char *Kept : {"-isystem", "sys", "X=a b", "-std=c++20", "pre.h"})
    EXPECT_TRUE(has(A, Kept)) << Kept;
  EXPECT_EQ(A.Arguments.back(), "/s/a.cpp");
}

TEST(Flags, DropsWhatClangDoesNotKnow) {
  Adapted A = adapted({"g++", "-fanalyzer", "-fconcepts", "-fmodules-ts",
                       "-fdeps-format=p1689r5", "-mno-direct-extern-access",
                       "-fno-canonical-system-headers", "-O2", "a.cpp"});
  EXPECT_EQ(A.Dropped,
            (Strings{"-fanalyzer", "-fconcepts", "-fmodules-ts",
                     "-fdeps-format=p1689r5", "-mno-direct-extern-access",
                     "-fno-canonical-system-headers"}));
  EXPECT_TRUE(has(A, "-O2"));
}

TEST(Flags, ForgetsOutputsSilently) {
  Adapted A =
      adapted({"g++", "-c", "-o", "a.o", "-MD", "-MF", "a.d", "-MT", "a.o",
               "-save-temps", "-ftime-trace", "other.o", "a.cpp"});
  EXPECT_TRUE(A.Dropped.empty());
  for (const char *Gone : {"-c", "-o", "a.o", "a.d", "-MD", "-save-temps",
                           "-save-temps=cwd", "other.o", "a.cpp"})
    EXPECT_FALSE(has(A, Gone)) << Gone;
}

TEST(Flags, DropsPrecompiledHeaders) {
  Adapted A = adapted({"clang++", "-Winvalid-pch", "-Xclang", "-include-pch",
                       "-Xclang", "pre.pch", "-Xclang", "-include", "-Xclang",
                       "pre.hxx", "a.cpp"});
  EXPECT_EQ(A.Dropped, Strings{"-include-pch"});
  EXPECT_FALSE(has(A, "pre.pch"));
  EXPECT_TRUE(has(A, "pre.hxx"));
}

TEST(Flags, KnowsTheLanguage) {
  EXPECT_TRUE(adapted({"c++"}, "/s/a.cc").IsCxx);
  EXPECT_TRUE(adapted({"gcc"}, "/s/a.cc").IsCxx);
  EXPECT_TRUE(adapted({"g++"}, "/s/a.c").IsCxx);
  EXPECT_TRUE(adapted({"gcc", "-x", "c++"}, "/s/a.c").IsCxx);
  EXPECT_FALSE(adapted({"gcc"}, "/s/a.c").IsCxx);
  EXPECT_FALSE(adapted({"g++", "-x", "c"}, "/s/a.cc").IsCxx);
  EXPECT_FALSE(adapted({"g++", "-x", "c++-header"}, "/s/a.hxx").IsCxx);
  EXPECT_FALSE(adapted({"gcc"}, "/s/a.S").IsCxx);
  EXPECT_FALSE(adapted({"clang++"}, "/s/a.cu").IsCxx);
}

TEST(Flags, TakesTargetAndModeFromTheDriversName) {
  Adapted A = adapted({"/opt/bin/aarch64-linux-gnu-g++", "a.cpp"});
  EXPECT_EQ(A.Arguments.front(), "/clang/bin/clang++");
  EXPECT_TRUE(has(A, "--driver-mode=g++"));
}

TEST(Flags, ExtraFlagsComeLast) {
  Adapted A = adapted({"g++", "-DX=1", "a.cpp"}, "/s/a.cpp", {"-UX"});
  auto At = [&](const char *Word) {
    return std::find(A.Arguments.begin(), A.Arguments.end(), Word);
  };
  EXPECT_LT(At("X=1"), At("X"));
}

TEST(Flags, UsesTheGivenResourceDirectoryOnly) {
  Adapted A = adapted({"clang++", "-resource-dir", "/other", "a.cpp"});
  EXPECT_FALSE(has(A, "/other"));
  EXPECT_TRUE(has(A, "/clang/lib/clang/1"));
}

TEST(Flags, AdaptingTwiceChangesNothingThatMatters) {
  Adapted Once = adapted({"g++", "-DX", "-fanalyzer", "a.cpp"});
  Adapted Twice = adapted(Once.Arguments);
  EXPECT_TRUE(Twice.Dropped.empty());
  EXPECT_EQ(Twice.Arguments.front(), Once.Arguments.front());
  EXPECT_TRUE(has(Twice, "X"));
}

} // namespace
