// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The call graph: Tarjan's strongly connected components, without recursion.

#include "checker/analysis/CallGraph.h"

#include <algorithm>
#include <map>
#include <set>

namespace maprace::analysis {

using ir::Event;
using ir::Function;
using ir::Operand;
using ir::Symbol;

namespace {
class Builder {
public:
  Builder(const ir::Program &P, const Dispatch &Virtual) : P(P) {
    for (const auto &[Key, F] : P.Functions) {
      Index[F.Key] = Functions.size();
      Functions.push_back(&F);
    }
    Edges.resize(Functions.size());
    for (size_t I = 0; I != Functions.size(); ++I)
      connect(I, Virtual);
  }

  CallGraph build() {
    CallGraph Result;
    for (size_t I = 0; I != Functions.size(); ++I)
      if (!Number.contains(I))
        component(I, Result);
    roots(Result);
    relevance(Result);
    fields(Result);
    return Result;
  }

private:
  void connect(size_t From, const Dispatch &Virtual) {
    auto Add = [&](Symbol Key) {
      auto It = Index.find(Key);
      if (It == Index.end())
        return;
      Edges[From].insert(It->second);
      // That one caller is known does not mean that there are no others.
      if (It->second != From &&
          Functions[From]->Reachable != ir::Reach::StartUp)
        Called.insert(It->second);
    };
    for (const ir::Block &B : Functions[From]->Blocks)
      for (const Event &E : B.Events) {
        if (E.Callee)
          Add(E.Callee);
        if (E.Virtual)
          for (Symbol Key : Virtual.anyOf(E.Callee))
            Add(Key);
        for (const Operand &O : E.Args)
          if (O.K == Operand::Function)
            Add(O.Name);
      }
  }

  void open(size_t I) {
    Number[I] = Low[I] = Next++;
    Open.push_back(I);
    OnStack.insert(I);
    Work.emplace_back(I, Edges[I].begin());
  }

  void component(size_t Start, CallGraph &Result) {
    open(Start);
    while (!Work.empty()) {
      auto &[I, It] = Work.back();
      if (It != Edges[I].end()) {
        size_t To = *It++;
        if (!Number.contains(To))
          open(To);
        else if (OnStack.contains(To))
          Low[I] = std::min(Low[I], Number[To]);
        continue;
      }
      size_t Done = I;
      Work.pop_back();
      if (!Work.empty())
        Low[Work.back().first] = std::min(Low[Work.back().first], Low[Done]);
      if (Low[Done] == Number[Done])
        close(Done, Result);
    }
  }

  void close(size_t Head, CallGraph &Result) {
    std::vector<size_t> Members;
    size_t I;
    do {
      I = Open.back();
      Open.pop_back();
      OnStack.erase(I);
      Members.push_back(I);
    } while (I != Head);
    std::sort(Members.begin(), Members.end());
    Result.Components.emplace_back();
    for (size_t M : Members)
      Result.Components.back().push_back(Functions[M]);
  }

  void roots(CallGraph &Result) {
    bool Whole =
        std::any_of(Functions.begin(), Functions.end(), [](const Function *F) {
          return F->Reachable == ir::Reach::Entry;
        });
    for (size_t I = 0; I != Functions.size(); ++I) {
      const Function &F = *Functions[I];
      bool Reachable = F.Reachable == ir::Reach::Public || F.Escapes ||
                       (!Whole && (F.Reachable == ir::Reach::External ||
                                   F.Reachable == ir::Reach::StartUp));
      if (F.Reachable == ir::Reach::Entry || (Reachable && !Called.contains(I)))
        Result.Roots.push_back(&F);
    }
  }

  static bool matters(const Event &E) {
    switch (E.K) {
    case Event::Store:
    case Event::Declare:
    case Event::Allocate:
    case Event::Destroy:
    case Event::Change:
    case Event::Return:
    case Event::Assume:
    case Event::Combine:
    case Event::Same:
    case Event::LetGo:
      return false;
    case Event::Call:
      return !E.Callee;
    case Event::Raised:
      return !E.Many;
    default:
      return true;
    }
  }

  /// Components come callees first, so one pass decides.
  void relevance(CallGraph &Result) {
    std::set<size_t> Found;
    for (const std::vector<const Function *> &Component : Result.Components) {
      bool Any = false;
      for (const Function *F : Component) {
        Any |= F->Promises != ir::Promise::None;
        for (const ir::Block &B : F->Blocks)
          Any |= std::any_of(B.Events.begin(), B.Events.end(), matters);
        for (size_t To : Edges[Index[F->Key]])
          Any |= Found.contains(To);
      }
      for (const Function *F : Component)
        if (Any) {
          Found.insert(Index[F->Key]);
          Result.Relevant.insert(F->Key);
        }
    }
  }

  void fields(CallGraph &Result) {
    auto Add = [&](ir::Path Where) {
      for (; Where && !P.Paths.isRoot(Where); Where = P.Paths[Where].Parent)
        if (P.Paths[Where].Step == ir::StepKind::Field)
          Result.Fields.insert(P.Paths[Where].Name);
    };
    for (const Function *F : Functions) {
      bool Relevant = Result.Relevant.contains(F->Key);
      for (const ir::Block &B : F->Blocks)
        for (const Event &E : B.Events) {
          // What a function does no more with than to hand it on, its callers
          // use; and a destructor may end a guard or a handle.
          if (Relevant || E.K == Event::Destroy) {
            Add(E.Target);
            Add(E.Serial);
          }
          if (Relevant || E.K == Event::Return || E.K == Event::Store)
            for (const Operand &O : E.Args)
              Add(O.Where);
        }
    }
  }

  const ir::Program &P;
  std::vector<const Function *> Functions; ///< ordered by key
  std::map<Symbol, size_t> Index;
  std::vector<std::set<size_t>> Edges;
  std::set<size_t> Called, OnStack;
  std::map<size_t, size_t> Number, Low;
  std::vector<size_t> Open;
  std::vector<std::pair<size_t, std::set<size_t>::const_iterator>> Work;
  size_t Next = 0;
};
} // namespace

CallGraph callGraph(const ir::Program &P, const Dispatch &Virtual) {
  return Builder(P, Virtual).build();
}

} // namespace maprace::analysis
