// References into a map that go elsewhere, and what ends them.
// RUN: %maprace dump %s -- -std=c++20 | FileCheck %s

#include <map>
struct Entry {
  int hits;
};
std::map<int, Entry> table;

Entry &at(int id) { return table[id]; }
// CHECK: function "at(int)"
// CHECK: access escape @table[{p0}] "return"

Entry *find(int id) {
  auto it = table.find(id);
  return it == table.end() ? nullptr : &it->second;
}
// CHECK: function "drop(int)"
// CHECK: access write @table "erase" removes at
// CHECK-NEXT: access write @table "clear" many removes at
// CHECK: access write @table "emplace" at
// CHECK: function "find(int)"
// CHECK: access escape %cond.1* "return"
// CHECK: function "hits(int)"
// CHECK: access element-read %it.1*
// CHECK: function "look(int)"
// CHECK: access escape @table[?] "return"
std::map<int, Entry>::iterator look(int id) { return table.find(id); }

int hits(int id) {
  auto it = table.find(id);
  return it->second.hits;
}

void drop(int id) {
  table.erase(id);
  table.clear();
  table.emplace(id, Entry());
}
