const nothing = 0
const live = 1
const trashed = 2

export type View = 'library' | 'trash'
const stateOf = (isLive: boolean) => (isLive ? live : trashed)

/** Which images are live and which lie in the trash, one byte for each row id; and which were discarded for another. */
export class ImageStates {
  #states = new Uint8Array(1024)
  #keepers = new Map<number, number>()
  #last = 0

  set(image: number, isLive: boolean): void {
    if (image >= this.#states.length) this.#grow(image + 1)
    this.#states[image] = stateOf(isLive)
    this.#last = Math.max(this.#last, image)
  }

  isLive(image: number): boolean {
    return this.#states[image] === live
  }

  /** Remembers the image in whose favour this one was discarded; 0 takes that back. */
  setKeeper(image: number, keeper: number): void {
    if (keeper === 0) this.#keepers.delete(image)
    else this.#keepers.set(image, keeper)
  }

  /** The image in whose favour this one was discarded, else itself. */
  keeperOf(image: number): number {
    return this.#keepers.get(image) ?? image
  }

  /** The largest row id. */
  get last(): number {
    return this.#last
  }

  /** Row ids of a view, newest first; with `marks`, only those that are marked there. */
  collect(view: View, marks?: Uint8Array): Int32Array {
    const wanted = stateOf(view === 'library')
    const found = new Int32Array(this.#last)
    let count = 0
    for (let image = this.#last; image > 0; image--) {
      if (this.#states[image] === wanted && (!marks || marks[image] !== nothing)) found[count++] = image
    }
    return found.subarray(0, count)
  }

  #grow(needed: number): void {
    const larger = new Uint8Array(Math.max(needed, this.#states.length * 2))
    larger.set(this.#states)
    this.#states = larger
  }
}
