class SpinLock {
public:
  void acquire();
  void release();
};
