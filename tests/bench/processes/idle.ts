import { type DelayMonitor, type Delays, watchDelays } from '../lib/delays.ts'
import { answerWith } from '../lib/scripts.ts'

let monitor: DelayMonitor | undefined

/** A process that does nothing: `start` begins to watch its event loop, `stop` tells what was seen. */
answerWith(async (question: 'start' | 'stop'): Promise<Delays | null> => {
  if (question === 'stop') return monitor?.stop() ?? null
  monitor = watchDelays()
  return null
})
