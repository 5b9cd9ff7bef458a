// Threads that one helper starts are told apart by the calls that led there, up
// to a number; more of them are one group, and what they touch stays their own.

// RUN: not %maprace check %s -- -std=c++20 -DRACY | FileCheck %s '--implicit-check-not={{warning|error}}:'
// RUN: %maprace check %s -- -std=c++20 2>&1 | FileCheck %s --check-prefix=CLEAN '--implicit-check-not={{warning|error}}:'
// CLEAN: no findings

#include <map>
#include <thread>

struct Region {
  std::map<int, int> Cells;
  std::thread Sweeper;
};

static std::map<int, int> Totals;

static void sweep(Region &R) {
  for (int I = 0; I < 100; ++I)
    R.Cells[I] = I;
#ifdef RACY
  // CHECK: [[@LINE+1]]:3: warning: 'Totals' is written here without a lock, while another thread may write it [maprace-unguarded-access]
  Totals[0] += 1;
#endif
}

static void start(Region &R) { R.Sweeper = std::thread(sweep, std::ref(R)); }

int main() {
  Region A, B, C, D, E, F, G, H, I, J, K, L;
  start(A);
  start(B);
  start(C);
  start(D);
  start(E);
  start(F);
  start(G);
  start(H);
  start(I);
  start(J);
  start(K);
  start(L);
  A.Sweeper.join();
  B.Sweeper.join();
  C.Sweeper.join();
  D.Sweeper.join();
  E.Sweeper.join();
  F.Sweeper.join();
  G.Sweeper.join();
  H.Sweeper.join();
  I.Sweeper.join();
  J.Sweeper.join();
  K.Sweeper.join();
  L.Sweeper.join();
  return A.Cells.size() + L.Cells.size() + Totals.size() < 200;
}
