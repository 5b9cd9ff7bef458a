// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What threads may yet run.

#include "checker/analysis/Guarded.h"
#include "checker/analysis/Summary.h"

namespace maprace::analysis {

bool sameTarget(const Pending &A, const Pending &B) {
  auto Object = [](const ir::Event &E) {
    return E.Virtual && !E.Args.empty() ? E.Args[0].Where : 0;
  };
  return A.What.Where == B.What.Where && A.What.Target == B.What.Target &&
         A.What.Callee == B.What.Callee && Object(A.What) == Object(B.What);
}

static bool sameArguments(const Pending &A, const Pending &B) {
  return std::equal(
      A.What.Args.begin(), A.What.Args.end(), B.What.Args.begin(),
      B.What.Args.end(), [](const ir::Operand &L, const ir::Operand &R) {
        return L.K == R.K && L.Where == R.Where && L.Name == R.Name;
      });
}

const std::vector<Pending> &PendingList::all() const {
  static const std::vector<Pending> None;
  return Items ? Items->Calls : None;
}

std::vector<Pending> &PendingList::own() {
  if (!Items || Items.use_count() > 1)
    Items = std::make_shared<Contents>(Contents{all()});
  Items->Spoken.reset();
  return Items->Calls;
}

const Mentions &PendingList::mentions(const ir::PathTable &Paths) const {
  static const Mentions None;
  if (!Items)
    return None;
  if (Items->Spoken)
    return *Items->Spoken;
  Mentions &All = Items->Spoken.emplace();
  for (const Pending &Open : Items->Calls)
    eachPlaceOfCall(Open, [&](const auto &Each) { All.add(Paths, Each); });
  return All;
}

bool PendingList::add(Pending Open) {
  for (const Pending &Mine : all())
    if (sameTarget(Mine, Open) && sameArguments(Mine, Open) &&
        Mine.Locks == Open.Locks && Mine.Releases == Open.Releases &&
        Mine.Several == Open.Several)
      return true;
  if (all().size() >= Cap)
    return false;
  own().push_back(std::move(Open));
  return true;
}

/// True if the call is on one of several places, which earlier threads had for
/// themselves: `tasks[{i'}]`.
static bool isOnEarlierPlace(const ir::Program &P, const Pending &Open) {
  auto IsEarlier = [&](Path Where) {
    for (; Where; Where = P.Paths[Where].Parent)
      if ((P.Paths.isRoot(Where) ||
           P.Paths[Where].Step == ir::StepKind::Index) &&
          P.text(P.Paths[Where].Name).find(OldMark) != std::string::npos)
        return true;
    return false;
  };
  const ir::Event &E = Open.What;
  return IsEarlier(E.Target) || (!E.Args.empty() && IsEarlier(E.Args[0].Where));
}

void PendingList::join(const PendingList &Others, const ir::Program *Repeated) {
  if (Items == Others.Items && !Repeated)
    return;
  for (const Pending &Open : Others.all()) {
    auto Mine = std::find_if(all().begin(), all().end(), [&](const Pending &P) {
      return sameTarget(P, Open);
    });
    if (Mine == all().end()) {
      if (all().size() < Cap)
        own().push_back(Open);
    } else if (!Mine->Several &&
               (Open.Several ||
                (Repeated && !isOnEarlierPlace(*Repeated, Open)))) {
      own()[Mine - all().begin()].Several = true;
    }
  }
}

void PendingList::change(const std::function<void(Pending &)> &Change) {
  if (empty())
    return;
  for (Pending &Open : own())
    Change(Open);
}

bool PendingList::operator==(const PendingList &O) const {
  return Items == O.Items ||
         std::equal(all().begin(), all().end(), O.all().begin(), O.all().end(),
                    sameTarget);
}

} // namespace maprace::analysis
