import { type BrowserWindow, clipboard, dialog, shell } from 'electron'
import type { CallOutput, ParsedInput, ProcedureName } from '#shared/contract.ts'
import { Failure, type Reply } from '#shared/failure.ts'
import { windowActor } from '../api/actor.ts'
import { copyImage } from './copy-image.ts'
import type { DragOut } from './drag-out.ts'
import type { Engine } from './engine.ts'
import type { WindowKeeper } from './window-keeper.ts'

type HostName = Extract<ProcedureName, `host.${string}`>
/** What the shell around the window can do: the calls of the group `host`, which the library itself cannot answer. */
export type HostCalls = { [Name in HostName]: (input: ParsedInput<Name>) => Promise<CallOutput<Name>> }

interface Parts {
  engine: Engine
  keeper: WindowKeeper
  dragOut: DragOut
}

export function createHostCalls({ engine, keeper, dragOut }: Parts): HostCalls {
  const call = async <Name extends ProcedureName>(name: Name, input: unknown) =>
    resultOf(await engine.call(name, input, windowActor)) as CallOutput<Name>
  const window = () => keeper.current() ?? keeper.show()
  return {
    'host.info': async () => ({ ...(await call('host.info', {})), shell: 'desktop' }),
    'host.reveal': async ({ hash }) => done(shell.showItemInFolder((await findBlob(engine, hash)).path)),
    'host.copyImage': async ({ hash }) => done(await copyImage(window().webContents, hash)),
    'host.copyText': async ({ text }) => done(await clipboard.writeText(text)),
    'host.dragOut': async (wish) => done(await dragOut.start(window().webContents, wish)),
    async 'host.exportImages'({ hashes, transformation }) {
      const folder = await chooseTarget(window(), hashes.length)
      return folder === undefined ? { job: null } : call('exports.start', { hashes, transformation, folder })
    },
    async 'host.chooseFiles'({ folders }) {
      const paths = await choosePaths(window(), folders)
      return paths.length === 0 ? { job: null } : call('imports.paths', { paths })
    },
  }
}

const done = (_: unknown) => ({})

function resultOf(reply: Reply): unknown {
  if (reply.ok) return reply.value
  throw Failure.from(reply.failure)
}

async function findBlob(engine: Engine, hash: string) {
  const blob = await engine.blob(hash)
  if (blob) return blob
  throw new Failure('notFound', 'This image is not in the library any more.', { field: 'hash' })
}

async function choosePaths(window: BrowserWindow, folders: boolean): Promise<string[]> {
  const kind = folders ? 'openDirectory' : 'openFile'
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title: folders ? 'Add folders' : 'Add files',
    buttonLabel: 'Add',
    properties: [kind, 'multiSelections'],
  })
  return canceled ? [] : filePaths
}

async function chooseTarget(window: BrowserWindow, count: number): Promise<string | undefined> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title: count === 1 ? 'Export this image into a folder' : `Export ${count} images into a folder`,
    buttonLabel: 'Export',
    properties: ['openDirectory', 'createDirectory'],
  })
  return canceled ? undefined : filePaths[0]
}
