// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The tables of words of the model files, and help for misspelt ones.

#include "checker/model/Names.h"

#include <algorithm>
#include <numeric>

namespace maprace::model {
namespace {

constexpr KindName Kinds[] = {
    {"map", TypeKind::Map},           {"lock", TypeKind::Lock},
    {"guard", TypeKind::Guard},       {"thread", TypeKind::Thread},
    {"pointer", TypeKind::Pointer},   {"container", TypeKind::Container},
    {"callable", TypeKind::Callable}, {"tag", TypeKind::Tag},
    {"iterator", TypeKind::Iterator}, {"thread-safe", TypeKind::ThreadSafe},
    {"policy", TypeKind::Policy},     {"executor", TypeKind::Executor},
};

constexpr RolePlaces InMaps = placeOf(TypeKind::Map);
constexpr RolePlaces InLocks = placeOf(TypeKind::Lock);
constexpr RolePlaces InGuards = placeOf(TypeKind::Guard);
constexpr RolePlaces InPointers = placeOf(TypeKind::Pointer);
constexpr RolePlaces InContainers = placeOf(TypeKind::Container);
constexpr RolePlaces InCallables = placeOf(TypeKind::Callable);
constexpr RolePlaces InTasks =
    placeOf(TypeKind::Thread) | placeOf(TypeKind::Executor);
constexpr RolePlaces InAnyType =
    ~(InFunctions | placeOf(TypeKind::Tag) | placeOf(TypeKind::Policy));
constexpr RolePlaces Anywhere = InAnyType | InFunctions;

/// A role that functions must give an argument.
constexpr RoleName of(std::string_view Name, RolePlaces Places, Role What,
                      int Argument = -1, int PassFrom = -1) {
  return {Name, Places, What, Argument, PassFrom, std::nullopt, true};
}
/// A role that speaks of no argument.
constexpr RoleName plain(std::string_view Name, RolePlaces Places, Role What,
                         int PassFrom = -1,
                         std::optional<int> Callable = std::nullopt) {
  return {Name, Places, What, -1, PassFrom, Callable, false};
}

constexpr RoleName Roles[] = {
    of("read", InMaps | InFunctions, Role::Read),
    of("write", InMaps | InFunctions, Role::Write),
    of("element-read", InMaps | InFunctions, Role::ElementRead),
    of("element-write", InMaps | InFunctions, Role::ElementWrite),
    of("escape", InMaps | InFunctions, Role::Escape),

    of("lock", InLocks | InFunctions, Role::Lock),
    of("try-lock", InLocks | InFunctions, Role::TryLock),
    of("unlock", InLocks | InFunctions, Role::Unlock),
    of("take-permit", Anywhere, Role::TakePermit),
    of("try-permit", Anywhere, Role::TryPermit),
    of("give-permit", Anywhere, Role::GivePermit),
    plain("lock-all", InFunctions, Role::LockAll),
    plain("try-lock-all", InFunctions, Role::TryLockAll),

    of("upgrade", InLocks | InFunctions, Role::Upgrade),
    of("downgrade", InLocks | InFunctions, Role::Downgrade),

    plain("lock", InGuards, Role::GuardLock),
    plain("upgrade", InGuards, Role::Upgrade),
    plain("downgrade", InGuards, Role::Downgrade),
    plain("try-lock", InGuards, Role::GuardTry),
    plain("unlock", InGuards, Role::GuardUnlock),
    plain("release", InGuards, Role::GuardRelease),
    plain("owns", InGuards, Role::GuardOwns),
    plain("mutex", InGuards, Role::GuardMutex),
    plain("swap", InGuards, Role::GuardSwap),

    plain("spawn", Anywhere, Role::Spawn, -1, 0),
    plain("run-tasks", InTasks | InFunctions, Role::RunTasks),
    of("move-to", InTasks, Role::MoveTo, 0),
    of("adopt", InTasks, Role::Adopt, 0),
    of("join", Anywhere, Role::Join),
    of("signal", Anywhere, Role::Signal),
    of("signal-tasks", Anywhere, Role::SignalTasks),
    of("meet", Anywhere, Role::Meet),
    plain("raise", InLocks, Role::Raise),
    plain("raised", InLocks, Role::Raised),
    plain("count-up", InPointers, Role::CountUp),
    plain("count-down", InPointers, Role::CountDown),
    plain("await", InLocks | InPointers, Role::Await),
    of("joinable", InTasks | InFunctions, Role::Joinable),
    of("detach", InTasks | InFunctions, Role::Detach),
    of("get-future", InAnyType, Role::GetFuture),

    plain("call", InCallables, Role::Invoke, -1, Operation::Self),
    plain("invoke", Anywhere, Role::Invoke),
    of("invoke-once", Anywhere, Role::InvokeOnce),
    plain("bind", InFunctions, Role::Bind),

    of("identity", Anywhere, Role::Identity),
    of("address-of", Anywhere, Role::AddressOf),
    plain("make-object", InFunctions, Role::MakeObject, 0),
    of("target", InPointers | placeOf(TypeKind::Iterator), Role::Target),
    plain("reset", InPointers, Role::Reset),
    plain("release", InPointers, Role::Release),
    plain("emplace", InPointers | InContainers, Role::Emplace, 0),
    plain("emplace-at", InContainers, Role::Emplace, 1),
    of("element", InContainers, Role::Element, 0),
    plain("some-element", InContainers | InFunctions, Role::Element),
    of("insert", InContainers | InFunctions, Role::Insert, 0),
    of("insert-at", InContainers, Role::Insert, 1),
    of("iterate", InMaps | InContainers | InFunctions, Role::Iterate),
    of("clear", InContainers | InPointers | InFunctions, Role::Clear),
    plain("remove", InContainers, Role::Remove),
    plain("swap", Anywhere & ~InGuards, Role::Swap),
    plain("exchange", InPointers | InFunctions, Role::Exchange),
    plain("compare-exchange", InPointers, Role::CompareExchange),
    plain("this-thread", InFunctions, Role::ThisThread),
    plain("fence", InFunctions, Role::Fence),
    plain("ignore", Anywhere, Role::Ignore),
};

/// The number of insertions, deletions and replacements between two words.
std::size_t editDistance(std::string_view A, std::string_view B) {
  std::vector<std::size_t> Row(B.size() + 1);
  std::iota(Row.begin(), Row.end(), std::size_t(0));
  for (std::size_t I = 1; I <= A.size(); ++I) {
    std::size_t Diagonal = Row[0];
    Row[0] = I;
    for (std::size_t J = 1; J <= B.size(); ++J) {
      std::size_t Replace = Diagonal + (A[I - 1] != B[J - 1]);
      Diagonal = Row[J];
      Row[J] = std::min({Replace, Row[J] + 1, Row[J - 1] + 1});
    }
  }
  return Row[B.size()];
}

} // namespace

std::span<const KindName> kindNames() { return Kinds; }

const RoleName *findRole(std::string_view Name, RolePlaces Place) {
  for (const RoleName &R : Roles)
    if (R.Name == Name && (R.Places & Place))
      return &R;
  return nullptr;
}

Operation operationOf(const RoleName &Role) {
  Operation Op;
  Op.What = Role.What;
  Op.Argument = Role.Argument;
  Op.PassFrom = Role.PassFrom;
  if (Role.Callable)
    Op.Callables.push_back(*Role.Callable);
  return Op;
}

std::vector<std::string_view> roleNames(RolePlaces Place) {
  std::vector<std::string_view> Result;
  for (const RoleName &R : Roles)
    if (R.Places & Place)
      Result.push_back(R.Name);
  return Result;
}

std::string unknownName(std::string_view What, std::string_view Name,
                        std::string_view Place,
                        const std::vector<std::string_view> &Allowed) {
  std::string Text = "unknown ";
  Text.append(What).append(" '").append(Name).append("'");
  if (!Place.empty())
    Text.append(" ").append(Place);
  std::string_view Nearest;
  std::size_t Least = 1 + Name.size() / 3;
  for (std::string_view Word : Allowed) {
    std::size_t Distance = editDistance(Name, Word);
    if (Distance <= Least && (Nearest.empty() || Distance < Least)) {
      Nearest = Word;
      Least = Distance;
    }
  }
  if (!Nearest.empty())
    Text.append(", did you mean '").append(Nearest).append("'?");
  Text += " (allowed: ";
  const char *Separator = "";
  for (std::string_view Word : Allowed) {
    Text.append(Separator).append(Word);
    Separator = ", ";
  }
  return Text + ")";
}

} // namespace maprace::model
