import { Failure } from '#shared/failure.ts'
import { type EngineHost, openEngine } from './engine-host.ts'
import { formatHelp, parseOptions, type StartOptions } from './options.ts'

/** Serves the library without a window until a signal ends it. */
async function main(): Promise<void> {
  const options = parseOptions(process.argv.slice(2))
  if (options.help) return console.log(formatHelp())
  const engine = await openEngine(options)
  if (engine.portFailure) {
    await engine.close()
    throw Failure.from(engine.portFailure)
  }
  closeOnSignal(engine)
  announce(options, engine)
  if (options.showKey) console.log(`The private key is ${await engine.library.delivery.privateKey()}`)
}

function announce({ library, token }: StartOptions, { addresses }: EngineHost): void {
  const asked = token === undefined ? '' : ' (it asks for the token: as user name, password or Bearer)'
  console.log(`The library is in ${library}`)
  console.log(`Open ${addresses[0]}/${asked}. Ctrl+C ends.`)
}

/** The first signal lets requests under way finish; a second one does not wait. */
function closeOnSignal(engine: EngineHost): void {
  let isClosing = false
  const hear = () => {
    if (isClosing) process.exit(130)
    isClosing = true
    engine.close().then(() => process.exit(0), fail)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, hear)
}

function fail(error: unknown): void {
  console.error(error instanceof Failure ? error.message : error)
  process.exit(1)
}

main().catch(fail)
