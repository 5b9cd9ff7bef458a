// Lookups, what they tell, and what relies on them.
// RUN: %maprace dump %s -- -std=c++20 | FileCheck %s
// RUN: %maprace dump %s -- -std=c++17 | FileCheck %s

#include <map>
#include <memory>
#include <string>
#include <vector>

std::map<std::string, int> table;
std::map<int, std::shared_ptr<int>> numbers;
struct Object {};
std::map<int, Object *> objects;
std::map<int, const Object *> constants;

void taken(int);

// CHECK-LABEL: function "assigned(int)"
// CHECK: access write @numbers "operator[]" (const {p0}) expects
// CHECK: access write @objects "operator[]" (const {p0}) replaces
// CHECK: access write @constants "operator[]" (const {p0}) expects
void assigned(int id) {
  numbers[id] = std::make_shared<int>(1);
  objects[id] = new Object;
  constants[id] = new Object;
}

// CHECK-LABEL: function "counted(int)"
// CHECK: access read @objects "count" (const {p0}) -> %[[F:found.[0-9]+]] tests
// CHECK: return value %[[F]]
bool counted(int id) { return objects.count(id) != 0; }

// CHECK-LABEL: function "missing(int)"
// CHECK: access read @objects "count" (const {p0}) -> {{.*}} tests
// CHECK-NOT: return value
bool missing(int id) { return objects.count(id) == 0; }

// CHECK-LABEL: function "named(
// CHECK: -> bb{{[0-9]+}} bb{{[0-9]+}} if !%[[G:found.[0-9]+]]
// CHECK: access read @table "find" (const {p0}) -> %[[G]] tests
// CHECK: access write @table "operator[]" (const {p0}) expects
void named(const std::string &name) {
  auto it = table.find(name);
  if (it == table.end())
    return;
  table[name] = 1;
}

// CHECK-LABEL: function "unnamed(
// CHECK: access read @objects "find" at
void unnamed(std::vector<int> &v) { objects.find(v.back()); }
