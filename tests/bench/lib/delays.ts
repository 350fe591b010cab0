import { monitorEventLoopDelay } from 'node:perf_hooks'

/** Percentiles of an event loop’s delay in ms: how late its timers were, measured every millisecond. */
export interface Delays {
  p50: number
  p99: number
  max: number
}

export interface DelayMonitor {
  stop(): Delays
}

/** Watches the event loop of this process. */
export function watchDelays(): DelayMonitor {
  const histogram = monitorEventLoopDelay({ resolution: 1 })
  histogram.enable()
  return {
    stop() {
      histogram.disable()
      const at = (percent: number) => histogram.percentile(percent) / 1e6
      return { p50: at(50), p99: at(99), max: histogram.max / 1e6 }
    },
  }
}
