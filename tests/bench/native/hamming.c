// The limit of a radius search: every 64-bit hash compared, as a C compiler makes it.
// Usage: hamming HASHES HASH DISTANCE TIMES, the hash in hex. Prints how many are near, then each time in ms.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static uint32_t find(uint64_t hash, const uint64_t *hashes, uint32_t count, uint32_t distance, uint32_t *hits) {
  uint32_t found = 0;
  for (uint32_t i = 0; i < count; i++) {
    hits[found] = i;
    found += (uint32_t)__builtin_popcountll(hashes[i] ^ hash) <= distance;
  }
  return found;
}

int main(int argc, char **argv) {
  if (argc != 5) return 2;
  FILE *file = fopen(argv[1], "rb");
  if (!file) return 1;
  fseek(file, 0, SEEK_END);
  uint32_t count = ftell(file) / 8;
  rewind(file);
  uint64_t *hashes = malloc((size_t)count * 8);
  uint32_t *hits = calloc(count + 1, 4);
  if (fread(hashes, 8, count, file) != count) return 1;
  uint64_t hash = strtoull(argv[2], NULL, 16);
  uint32_t distance = atoi(argv[3]);
  find(hash, hashes, count, distance, hits);
  for (int turn = 0; turn < atoi(argv[4]); turn++) {
    struct timespec from, to;
    clock_gettime(CLOCK_MONOTONIC, &from);
    uint32_t found = find(hash, hashes, count, distance, hits);
    clock_gettime(CLOCK_MONOTONIC, &to);
    if (turn == 0) printf("%u", found);
    printf(" %f", (to.tv_sec - from.tv_sec) * 1e3 + (to.tv_nsec - from.tv_nsec) / 1e6);
  }
  return 0;
}
