import { shell } from 'electron'
import type { CallOutput } from '#shared/contract.ts'
import type { Reply } from '#shared/failure.ts'
import type { Engine } from './engine.ts'
import type { Commands } from './menu.ts'
import { openOutside } from './window-guards.ts'
import type { WindowKeeper } from './window-keeper.ts'

interface Parts {
  engine: Engine
  keeper: WindowKeeper
  call(name: string, input: unknown): Promise<Reply>
}

/** The menu’s commands are the page’s own calls, by the same gate and the same actor. */
export function createCommands({ engine, keeper, call }: Parts): Commands {
  const run = async (name: string, input: unknown) => {
    const reply = await call(name, input)
    if (!reply.ok) shell.beep()
  }
  const step = async (way: 'undo' | 'redo') => {
    const contents = keeper.current()?.webContents
    if (contents && (await contents.executeJavaScript(isTyping))) contents[way]()
    else await run(`history.${way}`, {})
  }
  const [address] = engine.addresses
  return {
    addFiles: () => void run('host.chooseFiles', {}),
    addFolder: () => void run('host.chooseFiles', { folders: true }),
    revealLibrary: () => void revealLibrary(call),
    undo: () => void step('undo'),
    redo: () => void step('redo'),
    describePort: address ? () => openOutside(`${address}/openapi.json`) : undefined,
  }
}

/** In a field, undo is about the text. */
const isTyping = `document.activeElement?.matches('input, textarea, [contenteditable]') ?? false`

async function revealLibrary(call: Parts['call']): Promise<void> {
  const reply = await call('host.info', {})
  if (!reply.ok) return shell.beep()
  await shell.openPath((reply.value as CallOutput<'host.info'>).library)
}
