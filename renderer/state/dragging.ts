import type { Client } from '#shared/client.ts'
import type { Actions } from './actions.ts'

interface Parts {
  client: { host: Pick<Client['host'], 'dragOut'> }
  actions: Pick<Actions, 'attempt'>
  /** The path of a dropped file; '' where the platform tells none. */
  pathOf(file: File): string
}

/** What this window drags: pictures that may go to a folder, and as files where the system drags them. */
interface Drag {
  hashes: readonly string[]
  /** Names the folder that the files of a drag by the system lie in; null for a drag of the page itself. */
  id: string | null
}

/** Pictures to be taken out of the window as files, transformed where that is told. */
interface TakenOut {
  hashes: string[]
  transformation?: string
}

export type Dragging = ReturnType<typeof createDragging>

/** Remembers what this window drags. Of a drag by the system the page hears no end: `end` is for every sign of it. */
export function createDragging({ client, actions, pathOf }: Parts) {
  let drag: Drag | null = null
  const end = () => {
    drag = null
  }
  const isPartOf = (id: string, path: string) => path === '' || path.split(/[\\/]/).includes(id)
  return {
    begin: () => {
      drag ??= { hashes: [], id: null }
    },
    end,
    isOn: () => drag !== null,
    isBySystem: () => drag?.id != null,
    /** The pictures that a folder would take. */
    pictures: () => drag?.hashes ?? [],
    /** Whether dropped files are those of the present drag by the system, and not of another after it. */
    owns: (files: Iterable<File>) => {
      const id = drag?.id
      return id != null && [...files].every((file) => isPartOf(id, pathOf(file)))
    },
    /** Has the system drag pictures as files; none of a result goes to a folder, for it is not in the library. */
    takeOut(what: TakenOut): Promise<void> {
      const id = crypto.randomUUID()
      drag = { hashes: what.transformation === undefined ? what.hashes : [], id }
      return actions.attempt(() => client.host.dragOut({ id, ...what }).then(() => {}, failed))
    },
  }

  function failed(error: unknown): never {
    end()
    throw error
  }
}
