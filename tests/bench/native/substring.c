// The limit of a substring search: the same two-byte filter as the library's, as a C compiler makes it for AVX2.
// Usage: substring TEXT OFFSETS NEEDLE TIMES. Prints the number of records that hold the needle, then each time in ms.
#include <immintrin.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static void *read_file(const char *path, size_t *size) {
  FILE *file = fopen(path, "rb");
  if (!file) exit(1);
  fseek(file, 0, SEEK_END);
  *size = ftell(file);
  rewind(file);
  char *bytes = calloc(*size + 64, 1);
  if (fread(bytes, 1, *size, file) != *size) exit(1);
  fclose(file);
  return bytes;
}

static inline uint32_t record_at(const uint32_t *offsets, uint32_t low, uint32_t count, uint32_t at) {
  uint32_t step = 1;
  for (; low + step < count && offsets[low + step] <= at; step <<= 1) low += step;
  for (; step > 0; step >>= 1)
    if (low + step < count && offsets[low + step] <= at) low += step;
  return low;
}

static uint32_t find(const char *needle, size_t length, const char *text, size_t size, const uint32_t *offsets,
                     uint32_t count, uint32_t *hits) {
  if (size < length) return 0;
  const __m256i first = _mm256_set1_epi8(needle[0]);
  const __m256i last = _mm256_set1_epi8(needle[length - 1]);
  const size_t stop = size - length;
  uint32_t found = 0, record = 0;
  for (size_t at = 0; at <= stop;) {
    __m256i head = _mm256_cmpeq_epi8(_mm256_loadu_si256((const __m256i *)(text + at)), first);
    __m256i tail = _mm256_cmpeq_epi8(_mm256_loadu_si256((const __m256i *)(text + at + length - 1)), last);
    uint32_t mask = _mm256_movemask_epi8(_mm256_and_si256(head, tail));
    size_t next = at + 32;
    for (; mask; mask &= mask - 1) {
      size_t candidate = at + __builtin_ctz(mask);
      if (candidate > stop) return found;
      if (length > 2 && memcmp(text + candidate + 1, needle + 1, length - 2) != 0) continue;
      record = record_at(offsets, record, count, candidate);
      hits[found++] = record;
      next = offsets[record + 1];
      break;
    }
    at = next;
  }
  return found;
}

int main(int argc, char **argv) {
  if (argc != 5) return 2;
  size_t size, bytes;
  const char *text = read_file(argv[1], &size);
  const uint32_t *offsets = read_file(argv[2], &bytes);
  uint32_t count = bytes / 4 - 1;
  uint32_t *hits = calloc(count + 1, 4);
  find(argv[3], strlen(argv[3]), text, size, offsets, count, hits);
  for (int turn = 0; turn < atoi(argv[4]); turn++) {
    struct timespec from, to;
    clock_gettime(CLOCK_MONOTONIC, &from);
    uint32_t found = find(argv[3], strlen(argv[3]), text, size, offsets, count, hits);
    clock_gettime(CLOCK_MONOTONIC, &to);
    if (turn == 0) printf("%u", found);
    printf(" %f", (to.tv_sec - from.tv_sec) * 1e3 + (to.tv_nsec - from.tv_nsec) / 1e6);
  }
  return 0;
}
