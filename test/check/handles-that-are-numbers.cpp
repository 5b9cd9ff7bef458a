// Handles of threads that are numbers, kept in a container or an array.
// RUN: not %maprace check %s -- -std=c++20 | FileCheck %s '--implicit-check-not={{warning|error}}:'
#include <map>
#include <memory>
#include <pthread.h>
#include <vector>

struct Job {
  std::map<int, int> ok, bad;
};

void *run(void *opaque) {
  Job *job = static_cast<Job *>(opaque);
  job->ok[1] = 1;
  // CHECK-DAG: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Job::bad' is written here
  job->bad[1] = 1;
  return nullptr;
}

void *count(void *opaque) {
  static_cast<Job *>(opaque)->ok.size();
  return nullptr;
}

// The handles of an array, by pointers into it.
void by_pointers(int number) {
  Job job;
  pthread_t some[4], *more = new pthread_t[number];
  for (int i = 0; i < 4; ++i)
    pthread_create(some + i, nullptr, count, &job);
  for (int i = 0; i < number; ++i)
    pthread_create(more + i, nullptr, count, &job);
  for (int i = 0; i < 4; ++i)
    pthread_join(some[i], nullptr);
  for (int i = 0; i < number; ++i)
    pthread_join(*(more + i), nullptr);
  job.ok.clear();
  delete[] more;
}

int main() {
  by_pointers(3);
  std::vector<std::unique_ptr<Job>> jobs;
  std::vector<pthread_t> threads;
  for (int i = 0; i < 3; ++i) {
    auto job = std::make_unique<Job>();
    pthread_t thread;
    if (pthread_create(&thread, nullptr, run, job.get()) != 0)
      return 1;
    job->bad.erase(1);
    threads.push_back(thread);
    jobs.push_back(std::move(job));
  }
  std::map<int, int> all;
  for (std::size_t i = 0; i < threads.size(); ++i) {
    pthread_join(threads[i], nullptr);
    all.merge(jobs[i]->ok);
  }
}
