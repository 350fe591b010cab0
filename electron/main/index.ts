import { app, dialog } from 'electron'
import { Failure } from '#shared/failure.ts'
import { parseOptions } from '../options.ts'
import { pageOrigin } from './addresses.ts'
import { findNode } from './node-binary.ts'
import { registerScheme } from './protocol.ts'
import { openShell } from './shell.ts'

registerScheme()
app.enableSandbox()

// Not awaited here: the app becomes ready only after this module has run to its end.
if (app.requestSingleInstanceLock()) app.whenReady().then(start).catch(refuse)
else app.quit()

async function start(): Promise<void> {
  // Electron's own switches, and a test's, stand among our flags.
  const { headless: _, help: __, ...options } = parseOptions(process.argv.slice(1), process.env, { unknown: 'ignore' })
  const nodeBinary = findNode(process.resourcesPath, app.getAppPath())
  await openShell({ ...options, nodeBinary, ownOrigins: [pageOrigin] })
}

function refuse(error: unknown): void {
  const reason = error instanceof Failure ? error.message : 'Something went wrong inside Magpie.'
  console.error(error instanceof Failure ? reason : error)
  dialog.showErrorBox('Magpie cannot start', reason)
  app.exit(1)
}
