/** An Int32Array that grows as it is written; positions never written read as 0. */
export class GrowingInt32 {
  #values = new Int32Array(1024)

  get(at: number): number {
    return this.#values[at] ?? 0
  }

  set(at: number, value: number): void {
    if (at >= this.#values.length) this.#grow(at + 1)
    this.#values[at] = value
  }

  #grow(needed: number): void {
    const larger = new Int32Array(Math.max(needed, this.#values.length * 2))
    larger.set(this.#values)
    this.#values = larger
  }
}
