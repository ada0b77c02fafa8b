"""What the benchmarks of speed share: the real lists, the machine they ran on, times of clock and processor."""
