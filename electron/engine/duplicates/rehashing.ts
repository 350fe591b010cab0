import type { Hashes, NewHashes, OutdatedImage } from '../index/hashes.ts'
import type { MediaPool } from '../media/pool.ts'
import type { Tasks } from './tasks.ts'

export interface RehashingParts {
  hashes: Hashes
  media: MediaPool
  tasks: Tasks
  thumbnail: (hash: string) => Promise<Uint8Array | undefined>
  /** Told what became of each batch. */
  onRenewed: (rows: readonly NewHashes[]) => void
  isClosed: () => boolean
}

const slice = 64
const atOnce = 2

/** Gives every image its hashes by the current algorithms, from the stored thumbnails, in the background. */
export function createRehashing({ hashes, media, tasks, thumbnail, onRenewed, isClosed }: RehashingParts) {
  async function renewOne({ id, hash, width, height }: OutdatedImage): Promise<NewHashes[]> {
    const jpeg = await thumbnail(hash)
    const renewed = jpeg && (await media.fingerprint(jpeg, { width, height }).catch(() => null))
    return renewed ? [{ id, ...renewed }] : []
  }

  async function renewSome(some: readonly OutdatedImage[]): Promise<void> {
    const rows: NewHashes[] = []
    const queue = [...some]
    const takeTurns = async () => {
      for (let one = queue.shift(); one && !isClosed(); one = queue.shift()) rows.push(...(await renewOne(one)))
    }
    await Promise.all(Array.from({ length: atOnce }, takeTurns))
    await hashes.renew(rows)
    onRenewed(rows)
  }

  /** Resolves with whether anything is others than before; undefined when the library was closed before all was done. */
  return async function rehash(): Promise<boolean | undefined> {
    if (hashes.areCurrent()) return false
    const total = await hashes.countOutdated()
    const task = total > 0 ? tasks.start('hashing', total) : undefined
    let done = 0
    let after = 0
    for (let some = await hashes.outdated(0, slice); some.length > 0 && !isClosed(); ) {
      await renewSome(some)
      after = some.at(-1)?.id ?? after
      done += some.length
      task?.advance(done)
      some = await hashes.outdated(after, slice)
    }
    task?.end(isClosed() ? 'cancelled' : 'done')
    if (isClosed()) return undefined
    return (await hashes.finishRenewal()) > 0 || total > 0
  }
}
