// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Entries of types: maps, locks, guards, threads, values.

#include "checker/model/Reader.h"

namespace maprace::model {
namespace {

/// A key of a type that is true or false.
struct FlagName {
  std::string_view Name;
  RolePlaces Kinds;
  bool Type::*Flag;
};

constexpr FlagName Flags[] = {
    {"locks-all", placeOf(TypeKind::Guard), &Type::LocksAll},
    {"time-is-try", placeOf(TypeKind::Guard), &Type::TimeIsTry},
    {"joins-on-destroy",
     placeOf(TypeKind::Thread) | placeOf(TypeKind::Executor),
     &Type::JoinsOnDestroy},
    {"unstable-references", placeOf(TypeKind::Map), &Type::UnstableReferences},
    {"shares-target", placeOf(TypeKind::Pointer), &Type::SharesTarget},
    {"owns-target", placeOf(TypeKind::Pointer), &Type::OwnsTarget},
    {"concurrent", placeOf(TypeKind::Map), &Type::Concurrent},
    {"serial", placeOf(TypeKind::Executor) | placeOf(TypeKind::Pointer),
     &Type::Serial},
    {"adapts", placeOf(TypeKind::Executor), &Type::Adapts},
    {"queues",
     placeOf(TypeKind::Executor) | placeOf(TypeKind::Pointer) |
         placeOf(TypeKind::Thread),
     &Type::Queues},
    {"served-each", ~InFunctions, &Type::ServedEach},
    {"atomic", placeOf(TypeKind::Pointer) | placeOf(TypeKind::Lock),
     &Type::Atomic},
};

constexpr RolePlaces AnyKind = ~InFunctions;

/// A key of a type that is a list of names.
struct ListName {
  std::string_view Name;
  RolePlaces Kinds;
  std::vector<std::string> Type::*List;
};

constexpr ListName Lists[] = {
    {"roots", AnyKind, &Type::Roots},
    {"served", AnyKind, &Type::Served},
    {"served-taking", AnyKind, &Type::ServedTaking},
    {"removes", placeOf(TypeKind::Map), &Type::Removes},
    {"empties", placeOf(TypeKind::Map), &Type::Empties},
    {"extents", placeOf(TypeKind::Map), &Type::Extents},
    {"tests", placeOf(TypeKind::Map), &Type::Tests},
    {"expects", placeOf(TypeKind::Map), &Type::Expects},
    {"replaces", placeOf(TypeKind::Map), &Type::Replaces},
    {"ends", placeOf(TypeKind::Map), &Type::Ends},
};

/// Every other key that is no role.
struct KeyName {
  std::string_view Name;
  RolePlaces Kinds;
};

constexpr KeyName Keys[] = {
    {"name", AnyKind},
    {"kind", AnyKind},
    {"like", AnyKind},
    {"operations", AnyKind},
    {"unsafe", placeOf(TypeKind::Map)},
    {"reader-if-false", placeOf(TypeKind::Guard)},
    {"shared", placeOf(TypeKind::Lock)},
    {"mode", placeOf(TypeKind::Guard)},
    {"calls", placeOf(TypeKind::Guard)},
    {"tag", placeOf(TypeKind::Tag)},
    {"parallel", placeOf(TypeKind::Policy)},
    {"other-mutable", placeOf(TypeKind::Map)},
    {"other-const", placeOf(TypeKind::Map)},
};

bool isKey(std::string_view Name, TypeKind Kind) {
  for (const KeyName &K : Keys)
    if (K.Name == Name && (K.Kinds & placeOf(Kind)))
      return true;
  return false;
}

std::string unknownKey(std::string_view Name, TypeKind Kind) {
  std::vector<std::string_view> Allowed;
  for (const KeyName &K : Keys)
    if (K.Kinds & placeOf(Kind))
      Allowed.push_back(K.Name);
  for (const FlagName &F : Flags)
    if (F.Kinds & placeOf(Kind))
      Allowed.push_back(F.Name);
  for (const ListName &L : Lists)
    if (L.Kinds & placeOf(Kind))
      Allowed.push_back(L.Name);
  for (std::string_view Role : roleNames(placeOf(Kind)))
    Allowed.push_back(Role);
  std::string Place = "in a type of kind '";
  for (const KindName &K : kindNames())
    if (K.Kind == Kind)
      Place.append(K.Name);
  return unknownName("key", Name, Place + "'", Allowed);
}

} // namespace

bool Reader::readType(const Json &Entry) {
  std::vector<std::string> Names;
  Type T;
  if (!expect(Entry, Json::Object, "each element of 'types'") ||
      !readNames(Entry, /*Wildcards=*/false, Names) || !startType(Entry, T))
    return false;
  Given.clear();
  for (const Json::Member &M : Entry.Members)
    if (!readTypeKey(M, T))
      return false;
  auto Shared = std::make_shared<const Type>(std::move(T));
  for (const std::string &Name : Names)
    Into.Types.insert_or_assign(Name, Shared);
  return true;
}

bool Reader::startType(const Json &Entry, Type &T) {
  const Json *Kind = Entry.find("kind"), *Like = Entry.find("like");
  if (!Kind == !Like)
    return fail(Entry.Line, "a type needs one of the keys 'kind' and 'like'");
  if (!expect(Kind ? *Kind : *Like, Json::String, Kind ? "'kind'" : "'like'"))
    return false;
  if (Like) {
    const Type *Model = Into.type(Like->Text);
    if (!Model)
      return fail(Like->Line, "'like' names '" + Like->Text +
                                  "', which no entry before describes");
    T = *Model;
    return true;
  }
  std::vector<std::string_view> Allowed;
  for (const KindName &K : kindNames()) {
    Allowed.push_back(K.Name);
    if (K.Name != Kind->Text)
      continue;
    T.Kind = K.Kind;
    return true;
  }
  return fail(Kind->Line, unknownName("kind", Kind->Text, "", Allowed));
}

bool Reader::readTypeKey(const Json::Member &M, Type &T) {
  if (findRole(M.Key, placeOf(T.Kind)))
    return readRoleList(M, Mode::Exclusive, T);
  for (const FlagName &F : Flags)
    if (F.Name == M.Key && (F.Kinds & placeOf(T.Kind)))
      return readFlag(M, T.*F.Flag);
  for (const ListName &L : Lists)
    if (L.Name == M.Key && (L.Kinds & placeOf(T.Kind)))
      return readStrings(M, T.*L.List);
  if (!isKey(M.Key, T.Kind))
    return fail(M.Line, unknownKey(M.Key, T.Kind));
  if (M.Key == "operations")
    return readOperations(M.Value, T);
  if (M.Key == "calls")
    return readCalls(M, T);
  if (M.Key == "reader-if-false")
    return readIndex(M, {}, T.ReaderIfFalse);
  if (M.Key == "unsafe")
    return readUnsafe(M.Value, T);
  if (M.Key == "shared")
    return readShared(M.Value, T);
  if (M.Key == "parallel")
    return readFlag(M, T.Leading.Parallel);
  if (M.Key == "other-mutable")
    return readOther(M, T.OtherMutable);
  if (M.Key == "other-const")
    return readOther(M, T.OtherConst);
  int Number = 0;
  if (M.Key == "mode") {
    if (!readWord(M, {{"exclusive", 0}, {"shared", 1}}, Number))
      return false;
    T.GuardMode = Number ? Mode::Shared : Mode::Exclusive;
  }
  if (M.Key == "tag") {
    if (!readWord(M,
                  {{"defer", int(GuardTag::Defer)},
                   {"adopt", int(GuardTag::Adopt)},
                   {"try", int(GuardTag::Try)}},
                  Number))
      return false;
    T.Tag = static_cast<GuardTag>(Number);
  }
  return true;
}

/// Adds to the names that users' own locks give their operations.
bool Reader::readOwnLocks(const Json &Value) {
  if (!expect(Value, Json::Object, "'own-locks'"))
    return false;
  Given.clear();
  Into.OwnLocks.Kind = TypeKind::Lock;
  for (const Json::Member &M : Value.Members) {
    bool Names = M.Key == "shared" || findRole(M.Key, placeOf(TypeKind::Lock));
    if (!Names)
      return fail(M.Line,
                  unknownName("key", M.Key, "in 'own-locks'",
                              {"lock", "try-lock", "unlock", "shared"}));
    if (!readTypeKey(M, Into.OwnLocks))
      return false;
  }
  return true;
}

bool Reader::readRoleList(const Json::Member &M, Mode LockMode, Type &T) {
  Operation Op = operationOf(*findRole(M.Key, placeOf(T.Kind)));
  Op.LockMode = LockMode;
  return readMembers(M, Op, T);
}

bool Reader::readMembers(const Json::Member &M, const Operation &Op, Type &T) {
  std::vector<std::string> Members;
  if (!readStrings(M, Members))
    return false;
  auto Shared = std::make_shared<const Operation>(Op);
  for (std::size_t I = 0; I < Members.size(); ++I) {
    unsigned Line =
        M.Value.K == Json::Array ? M.Value.Elements[I].Line : M.Value.Line;
    if (!addMember(Members[I], Line, Shared, T))
      return false;
  }
  return true;
}

/// What every lockable class has under these names.
bool Reader::readCalls(const Json::Member &M, Type &T) {
  T.Calls.clear();
  if (!readStrings(M, T.Calls))
    return false;
  return T.Calls.size() == 3 ||
         fail(M.Line, "'calls' must be three names: of the members of a lock "
                      "that lock, try to, and unlock");
}

bool Reader::readUnsafe(const Json &Value, Type &T) {
  if (!expect(Value, Json::Object, "'unsafe'"))
    return false;
  for (const Json::Member &M : Value.Members) {
    const RoleName *Row = findRole(M.Key, placeOf(T.Kind));
    if (!Row || (Row->What != Role::Read && Row->What != Role::Write))
      return fail(M.Line,
                  unknownName("key", M.Key, "in 'unsafe'", {"read", "write"}));
    Operation Op = operationOf(*Row);
    Op.Unsafe = true;
    // What is swapped or merged is another map of this kind.
    Op.Argument = Operation::EveryMap;
    if (!readMembers(M, Op, T))
      return false;
  }
  return true;
}

bool Reader::readShared(const Json &Value, Type &T) {
  if (!expect(Value, Json::Object, "'shared'"))
    return false;
  for (const Json::Member &M : Value.Members) {
    const RoleName *Row = findRole(M.Key, placeOf(T.Kind));
    bool TakesMode =
        Row && (Row->What == Role::Lock || Row->What == Role::TryLock ||
                Row->What == Role::Unlock);
    if (!TakesMode)
      return fail(M.Line, unknownName("key", M.Key, "in 'shared'",
                                      {"lock", "try-lock", "unlock"}));
    if (!readRoleList(M, Mode::Shared, T))
      return false;
  }
  return true;
}

bool Reader::readOperations(const Json &Value, Type &T) {
  if (!expect(Value, Json::Object, "'operations'"))
    return false;
  for (const Json::Member &M : Value.Members) {
    Operation Op;
    if (!expect(M.Value, Json::Object, "operation '" + M.Key + "'") ||
        !startOperation(M.Value, placeOf(T.Kind), Op) ||
        !readOperationKeys(M.Value, Op) ||
        !addMember(M.Key, M.Line, std::make_shared<const Operation>(Op), T))
      return false;
  }
  return true;
}

bool Reader::readOther(const Json::Member &M, std::optional<Role> &Other) {
  int Number = 0;
  if (!readWord(M,
                {{"read", int(Role::Read)},
                 {"write", int(Role::Write)},
                 {"ignore", int(Role::Ignore)}},
                Number))
    return false;
  Other = static_cast<Role>(Number);
  return true;
}

bool Reader::addMember(const std::string &Name, unsigned Line,
                       std::shared_ptr<const Operation> Op, Type &T) {
  if (!Given.insert(Name).second)
    return fail(Line, "this entry gives the member '" + Name + "' two roles");
  T.Operations.insert_or_assign(Name, std::move(Op));
  return true;
}

} // namespace maprace::model
