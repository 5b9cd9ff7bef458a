// A small file with no map, no thread and no lock: what it costs to look.

#include <vector>

int sum(const std::vector<int> &Numbers) {
  int Total = 0;
  for (int Number : Numbers)
    Total += Number;
  return Total;
}
