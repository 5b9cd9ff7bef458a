// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Copies conditions of loops.

#include "checker/lower/Loops.h"

#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/SmallVector.h"

#include <algorithm>

using namespace clang;

namespace maprace::lower {
namespace {

class LoopEntry {
public:
  LoopEntry(const llvm::DenseMap<unsigned, unsigned> &Numbers, ir::Function &F)
      : Numbers(Numbers), F(F) {}
  /// \p Test ends with the branch of the loop.
  void enter(const CFGBlock &Test);

private:
  bool number(const CFGBlock *B, unsigned &N) const {
    if (!B)
      return false;
    auto It = Numbers.find(B->getBlockID());
    if (It == Numbers.end())
      return false;
    N = It->second;
    return true;
  }
  const CFGBlock *head(const CFGBlock &Test) const;
  llvm::SmallVector<unsigned, 4> conditionBlocks(const CFGBlock &Head,
                                                 const CFGBlock &Test) const;
  void copy(llvm::ArrayRef<unsigned> Blocks, unsigned Head, unsigned Body,
            llvm::ArrayRef<unsigned> BackEdges);

  const llvm::DenseMap<unsigned, unsigned> &Numbers;
  ir::Function &F;
};

/// Where the loop's back edge leads.
const CFGBlock *LoopEntry::head(const CFGBlock &Test) const {
  const Stmt *Loop = Test.getTerminatorStmt();
  for (const CFGBlock *B : *Test.getParent())
    if (B->getLoopTarget() == Loop && B->succ_size() == 1)
      return *B->succ_begin();
  return nullptr;
}

/// The blocks on the ways from the head to the test; empty if they are too
/// many for a condition.
llvm::SmallVector<unsigned, 4>
LoopEntry::conditionBlocks(const CFGBlock &Head, const CFGBlock &Test) const {
  constexpr unsigned Enough = 16;
  const CFGBlock *Body = *Test.succ_begin();
  const CFGBlock *Exit = *(Test.succ_begin() + 1);
  llvm::SmallVector<const CFGBlock *, 4> Todo{&Head};
  llvm::SmallVector<unsigned, 4> Result;
  while (!Todo.empty()) {
    const CFGBlock *B = Todo.pop_back_val();
    unsigned N;
    if (B == Body || B == Exit || !number(B, N) ||
        std::find(Result.begin(), Result.end(), N) != Result.end())
      continue;
    if (Result.size() == Enough)
      return {};
    Result.push_back(N);
    if (B != &Test)
      for (const CFGBlock *Next : B->succs())
        if (Next)
          Todo.push_back(Next);
  }
  return Result;
}

void LoopEntry::copy(llvm::ArrayRef<unsigned> Blocks, unsigned Head,
                     unsigned Body, llvm::ArrayRef<unsigned> BackEdges) {
  unsigned Old = F.Blocks.size();
  llvm::SmallDenseMap<unsigned, unsigned> Copies;
  for (unsigned N : Blocks) {
    Copies[N] = F.Blocks.size();
    ir::Block Copy = F.Blocks[N];
    F.Blocks.push_back(std::move(Copy));
  }
  for (unsigned N : Blocks) {
    ir::Block &Copy = F.Blocks[Copies[N]];
    std::vector<uint32_t> Successors;
    for (uint32_t S : Copy.Successors)
      if (auto It = Copies.find(S); It != Copies.end())
        Successors.push_back(It->second);
      else if (S == Body)
        Successors.push_back(S);
    if (Successors.empty())
      Successors.push_back(Body);
    if (Successors.size() < 2)
      Copy.Condition = 0, Copy.Negated = Copy.Leads = false;
    Copy.Successors = std::move(Successors);
  }
  for (unsigned N = 0; N < Old; ++N) {
    if (Copies.count(N) || llvm::is_contained(BackEdges, N))
      continue;
    for (uint32_t &S : F.Blocks[N].Successors)
      if (S == Head)
        S = Copies[Head];
  }
}

void LoopEntry::enter(const CFGBlock &Test) {
  unsigned Head, Body;
  if (Test.succ_size() != 2 || !*(Test.succ_begin() + 1) ||
      !number(*Test.succ_begin(), Body))
    return;
  const CFGBlock *First = head(Test);
  if (!First || !number(First, Head) || Head == 0)
    return;
  llvm::SmallVector<unsigned, 4> Blocks = conditionBlocks(*First, Test);
  unsigned TestNumber;
  if (!number(&Test, TestNumber) || !llvm::is_contained(Blocks, TestNumber))
    return;
  // What a condition says of a lock or thread must not be lost.
  for (unsigned N : Blocks)
    if (F.Blocks[N].Condition && !F.Blocks[N].Leads)
      return;
  llvm::SmallVector<unsigned, 2> BackEdges;
  for (const CFGBlock *B : *Test.getParent()) {
    unsigned N;
    if (B->getLoopTarget() == Test.getTerminatorStmt() && number(B, N))
      BackEdges.push_back(N);
  }
  copy(Blocks, Head, Body, BackEdges);
}

} // namespace

void enterLoops(const CFG &Graph,
                const llvm::DenseMap<unsigned, unsigned> &Numbers,
                ir::Function &F) {
  LoopEntry Entry(Numbers, F);
  for (const CFGBlock *B : Graph)
    if (isa_and_nonnull<ForStmt, WhileStmt, CXXForRangeStmt>(
            B->getTerminatorStmt()) &&
        Numbers.count(B->getBlockID()))
      Entry.enter(*B);
}

} // namespace maprace::lower
