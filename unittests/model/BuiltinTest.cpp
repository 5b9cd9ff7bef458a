// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The built-in models load, and each sort of entry says what it should.

#include "checker/model/Model.h"

#include <gtest/gtest.h>

#include <set>

namespace {

using namespace maprace::model;

class Builtin : public ::testing::Test {
protected:
  const Models M = Models::builtin();

  const Operation &member(const char *TypeName, const char *Name,
                          unsigned Arguments = 0) {
    static const Operation Missing;
    const Type *T = M.type(TypeName);
    const Operation *Op = T ? T->operation(Name, Arguments) : nullptr;
    EXPECT_NE(Op, nullptr) << TypeName << "::" << Name;
    return Op ? *Op : Missing;
  }
  const Operation &function(const char *Name) {
    static const Operation Missing;
    const Operation *Op = M.function(Name);
    EXPECT_NE(Op, nullptr) << Name;
    return Op ? *Op : Missing;
  }
};

TEST_F(Builtin, DigestIsStable) {
  EXPECT_EQ(M.digest().size(), 16u);
  EXPECT_EQ(M.digest(), Models::builtin().digest());
}

TEST_F(Builtin, EveryKindHasTypesOnce) {
  for (TypeKind Kind :
       {TypeKind::Map, TypeKind::Lock, TypeKind::Guard, TypeKind::Thread,
        TypeKind::Pointer, TypeKind::Container, TypeKind::Callable,
        TypeKind::Tag, TypeKind::Iterator, TypeKind::ThreadSafe,
        TypeKind::Policy, TypeKind::Executor}) {
    std::vector<const Type *> Types = M.typesOfKind(Kind);
    ASSERT_FALSE(Types.empty());
    EXPECT_EQ(std::set<const Type *>(Types.begin(), Types.end()).size(),
              Types.size());
  }
}

TEST_F(Builtin, SharedMutexKnowsBothModes) {
  EXPECT_EQ(member("std::shared_mutex", "lock").What, Role::Lock);
  EXPECT_EQ(member("std::shared_mutex", "lock").LockMode, Mode::Exclusive);
  EXPECT_EQ(member("std::shared_mutex", "lock_shared").What, Role::Lock);
  EXPECT_EQ(member("std::shared_mutex", "lock_shared").LockMode, Mode::Shared);
  EXPECT_EQ(member("std::shared_timed_mutex", "try_lock_shared_for", 1).What,
            Role::TryLock);
  EXPECT_EQ(member("std::shared_mutex", "unlock_shared").LockMode,
            Mode::Shared);
}

TEST_F(Builtin, Guards) {
  EXPECT_TRUE(M.type("std::scoped_lock")->LocksAll);
  EXPECT_FALSE(M.type("std::lock_guard")->LocksAll);
  EXPECT_TRUE(M.type("std::unique_lock")->TimeIsTry);
  EXPECT_EQ(M.type("std::unique_lock")->GuardMode, Mode::Exclusive);
  EXPECT_EQ(M.type("std::shared_lock")->GuardMode, Mode::Shared);
  EXPECT_EQ(member("std::shared_lock", "try_lock_for", 1).What, Role::GuardTry);
  EXPECT_EQ(member("std::unique_lock", "release").What, Role::GuardRelease);
  EXPECT_EQ(member("std::unique_lock", "owns_lock").What, Role::GuardOwns);
  EXPECT_EQ(member("std::unique_lock", "swap", 1).What, Role::GuardSwap);
}

TEST_F(Builtin, TagsAndPolicies) {
  EXPECT_EQ(M.tag("std::defer_lock_t"), GuardTag::Defer);
  EXPECT_EQ(M.tag("std::adopt_lock_t"), GuardTag::Adopt);
  EXPECT_EQ(M.tag("std::try_to_lock_t"), GuardTag::Try);
  EXPECT_EQ(M.tag("std::mutex"), std::nullopt);
  ASSERT_TRUE(M.policy("std::launch"));
  EXPECT_FALSE(M.policy("std::launch")->Parallel);
  EXPECT_TRUE(M.policy("std::execution::parallel_policy")->Parallel);
  EXPECT_FALSE(M.policy("std::mutex"));
  EXPECT_TRUE(M.runsLater("std::launch::deferred"));
  EXPECT_FALSE(M.runsLater("std::launch::async"));
}

TEST_F(Builtin, Threads) {
  const Operation &Thread = member("std::thread", "(constructor)", 2);
  EXPECT_EQ(Thread.What, Role::Spawn);
  EXPECT_EQ(Thread.Callables, std::vector<int>{0});
  EXPECT_EQ(Thread.PassFrom, 1);
  EXPECT_EQ(Thread.Handle, -1);
  EXPECT_TRUE(Thread.Supplies.empty());
  EXPECT_FALSE(M.type("std::thread")->JoinsOnDestroy);
  EXPECT_TRUE(M.type("std::jthread")->JoinsOnDestroy);
  EXPECT_EQ(member("std::jthread", "(constructor)", 1).Supplies,
            std::vector<std::string>{"std::stop_token"});
  EXPECT_EQ(member("std::jthread", "join").What, Role::Join);
  EXPECT_TRUE(function("std::async").HandleJoins);
  EXPECT_FALSE(M.type("std::future")->JoinsOnDestroy);
  EXPECT_EQ(member("std::future", "get").What, Role::Join);
  EXPECT_EQ(member("std::future", "wait_for", 1).What, Role::Joinable);
  EXPECT_EQ(member("std::packaged_task", "get_future").What, Role::GetFuture);
}

TEST_F(Builtin, Posix) {
  EXPECT_EQ(function("pthread_create").Handle, 0);
  EXPECT_EQ(function("pthread_create").Callables, std::vector<int>{2});
  EXPECT_EQ(function("pthread_create").PassFrom, 3);
  EXPECT_EQ(function("pthread_join").What, Role::Join);
  EXPECT_TRUE(function("pthread_mutex_trylock").ZeroIsSuccess);
  EXPECT_EQ(function("pthread_rwlock_rdlock").LockMode, Mode::Shared);
  EXPECT_TRUE(function("pthread_rwlock_unlock").EitherMode);
  EXPECT_FALSE(function("pthread_mutex_unlock").EitherMode);
  EXPECT_EQ(function("pthread_mutex_lock").Argument, 0);
  EXPECT_EQ(M.type("pthread_mutex_t")->Kind, TypeKind::Lock);
}

TEST_F(Builtin, Callables) {
  EXPECT_EQ(member("std::function", "operator()").Callables,
            std::vector<int>{Operation::Self});
  EXPECT_EQ(function("std::for_each").What, Role::Invoke);
  EXPECT_TRUE(function("std::for_each").Callables.empty());
  EXPECT_EQ(function("std::for_each").ElementsOf, 0);
  EXPECT_EQ(function("std::call_once").What, Role::InvokeOnce);
  EXPECT_EQ(function("std::call_once").Argument, 0);
  // It waits for others, and runs its predicate before it returns.
  EXPECT_EQ(member("std::condition_variable", "wait", 2).What, Role::Join);
  EXPECT_EQ(member("std::condition_variable", "wait", 2).Callables,
            std::vector<int>{1});
  EXPECT_EQ(member("std::condition_variable", "notify_all", 0).What,
            Role::SignalTasks);
  EXPECT_EQ(member("std::latch", "count_down", 0).What, Role::Signal);
  EXPECT_EQ(member("std::barrier", "arrive_and_wait", 0).What, Role::Meet);
  EXPECT_EQ(function("std::bind").What, Role::Bind);
}

TEST_F(Builtin, Values) {
  EXPECT_EQ(M.function("std::move", 1)->What, Role::Identity);
  EXPECT_EQ(M.function("std::move", 3)->What, Role::Ignore);
  EXPECT_EQ(function("std::ref").What, Role::AddressOf);
  EXPECT_EQ(function("std::make_shared").PassFrom, 0);
  EXPECT_EQ(function("std::allocate_shared").PassFrom, 1);
  EXPECT_TRUE(M.type("std::unique_ptr")->OwnsTarget);
  EXPECT_FALSE(M.type("std::shared_ptr")->OwnsTarget);
  EXPECT_FALSE(M.type("std::optional")->SharesTarget);
  EXPECT_EQ(member("std::weak_ptr", "lock").What, Role::Identity);
  EXPECT_EQ(member("std::atomic", "load").What, Role::Identity);
}

TEST_F(Builtin, Containers) {
  EXPECT_EQ(member("std::vector", "operator[]", 1).What, Role::Element);
  EXPECT_EQ(member("std::vector", "operator[]", 1).Argument, 0);
  EXPECT_EQ(member("std::vector", "back").What, Role::Element);
  EXPECT_EQ(member("std::vector", "back").Argument, -1);
  EXPECT_EQ(member("std::vector", "push_back", 1).Argument, 0);
  EXPECT_EQ(member("std::vector", "emplace_back").PassFrom, 0);
  EXPECT_EQ(member("std::vector", "emplace", 2).PassFrom, 1);
  EXPECT_EQ(M.type("std::set")->Kind, TypeKind::Container);
  EXPECT_EQ(member("std::queue", "front").What, Role::Element);
}

TEST_F(Builtin, Lockables) {
  EXPECT_EQ(M.type("std::lock_guard")->Calls,
            (std::vector<std::string>{"lock", "try_lock", "unlock"}));
  EXPECT_EQ(M.type("std::shared_lock")->Calls.front(), "lock_shared");
  EXPECT_EQ(member("std::atomic_flag", "test_and_set", 1).What, Role::TryLock);
  EXPECT_TRUE(member("std::atomic_flag", "test_and_set", 1).ZeroIsSuccess);
  EXPECT_EQ(member("std::counting_semaphore", "acquire").What,
            Role::TakePermit);
}

TEST_F(Builtin, SetsAreAnOption) {
  EXPECT_EQ(M.type("std::set")->Kind, TypeKind::Container);
  Models WithSets = M;
  EXPECT_EQ(WithSets.addFile("sets"), std::nullopt);
  EXPECT_EQ(WithSets.type("std::set")->Kind, TypeKind::Map);
  EXPECT_NE(WithSets.digest(), M.digest());
}

TEST_F(Builtin, OtherLibraries) {
  EXPECT_TRUE(M.type("absl::flat_hash_map")->UnstableReferences);
  EXPECT_FALSE(M.type("absl::node_hash_map")->UnstableReferences);
  EXPECT_EQ(member("absl::Mutex", "ReaderLock").LockMode, Mode::Shared);
  EXPECT_EQ(member("absl::ReleasableMutexLock", "Release").What,
            Role::GuardUnlock);
  EXPECT_EQ(M.type("boost::unordered_map")->Kind, TypeKind::Map);
  EXPECT_EQ(M.type("boost::shared_lock")->GuardMode, Mode::Shared);
  EXPECT_TRUE(M.type("boost::asio::strand")->Serial);
  EXPECT_FALSE(M.type("boost::asio::thread_pool")->Serial);
  EXPECT_TRUE(M.type("tbb::concurrent_hash_map")->Concurrent);
  EXPECT_FALSE(member("tbb::concurrent_hash_map", "insert", 1).Unsafe);
  EXPECT_TRUE(member("tbb::concurrent_hash_map", "clear").Unsafe);
  EXPECT_EQ(M.type("tbb::detail::d1::rw_scoped_lock")->ReaderIfFalse, 1);
  EXPECT_TRUE(M.type("boost::asio::io_context")->Queues);
  EXPECT_TRUE(M.type("boost::asio::strand")->Adapts);
  EXPECT_EQ(member("boost::asio::io_context", "run").What, Role::RunTasks);
  EXPECT_TRUE(member("httplib::Server", "Get", 2).Served);
  EXPECT_EQ(M.type("CivetHandler")->Served.front(), "handleGet");
  EXPECT_TRUE(function("tbb::parallel_for").Many);
  EXPECT_TRUE(function("tbb::parallel_for").Waits);
  EXPECT_EQ(member("tbb::task_group", "run", 1).Handle, Operation::TheObject);
  // Members that detach only when not const are left to their constness.
  EXPECT_EQ(M.type("QMap")->operation("begin", 0), nullptr);
  EXPECT_EQ(M.type("QMap")->OtherMutable, Role::Write);
  EXPECT_EQ(member("QMap", "constBegin").What, Role::Read);
  EXPECT_EQ(M.type("QThread")->Roots, std::vector<std::string>{"run"});
}

} // namespace
