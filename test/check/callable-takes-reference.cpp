// An argument of a std::function or a function pointer that is taken by
// reference is the object itself.
// RUN: not %maprace check %s -- -std=c++20 | FileCheck %s '--implicit-check-not={{warning|error}}:'

#include <functional>
#include <map>
#include <thread>

struct Book {
  std::map<int, int> pages;
  std::map<int, int> notes;
};

void visit(const std::function<void(Book &)> &f, Book &b) { f(b); }
void apply(void (*f)(Book &, int), Book &b) { f(b, 1); }

int main() {
  Book book;
  std::thread t([&book] {
    // CHECK: callable-takes-reference.cpp:[[#@LINE+1]]:{{[0-9]+}}: warning: 'Book::pages' is written here without a lock
    visit([](Book &b) { b.pages[1] = 1; }, book);
    // CHECK: callable-takes-reference.cpp:[[#@LINE+1]]:{{[0-9]+}}: warning: 'Book::notes' is written here without a lock
    apply([](Book &b, int n) { b.notes[n] = 1; }, book);
  });
  book.pages.erase(2);
  book.notes.erase(2);
  t.join();
}
