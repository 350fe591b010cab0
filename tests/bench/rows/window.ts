import { type Browser, chromium, type Page } from 'playwright'
import { findChromium } from '../../helpers/chromium.ts'
import { type Server, withLargeServer } from '../lib/server.ts'
import { median, percentile } from '../lib/statistics.ts'
import { type BenchOptions, type BenchRow, Skipped } from './row.ts'

interface Painted {
  /** Milliseconds from the navigation’s start until a frame with the first thumbnail was drawn. */
  first: number
  /** The same for every thumbnail that can be seen. */
  all: number
}

/** Runs in the page: looks at its thumbnails in each frame. */
function watchThumbnails(): Promise<Painted> {
  const isSeen = (image: HTMLImageElement) => image.getBoundingClientRect().top < innerHeight
  const nextFrame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve))
  const watch = async () => {
    let first = 0
    for (;;) {
      await nextFrame()
      const images = [...document.querySelectorAll<HTMLImageElement>('img[src*="/v1/thumbnails/"]')].filter(isSeen)
      const drawn = images.filter((image) => image.complete && image.naturalWidth > 0)
      if (drawn.length > 0) first ||= performance.now()
      if (drawn.length > 0 && drawn.length === images.length) return { first, all: performance.now() }
    }
  }
  return watch()
}

async function open(browser: Browser, { address }: Server): Promise<Painted> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
  const page: Page = await context.newPage()
  await page.goto(`${address}/`, { waitUntil: 'commit' })
  const painted = await page.evaluate(watchThumbnails)
  await context.close()
  return painted
}

async function measure(options: BenchOptions, executablePath: string): Promise<Painted[]> {
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
  try {
    return await withLargeServer(options, async (server) => {
      await open(browser, server)
      const painted: Painted[] = []
      for (let round = 0; round < 2 * options.rounds; round++) painted.push(await open(browser, server))
      return painted
    })
  } finally {
    await browser.close()
  }
}

export const windowRow: BenchRow = {
  name: 'window',
  title: 'The window’s first tiles',
  aim: 'none; the time from navigation to thumbnails in Chromium, with nothing cached',
  async run(options) {
    const chromiumPath = findChromium()
    if (!chromiumPath) throw new Skipped('There is no Chromium; CHROMIUM_PATH names one.')
    const painted = await measure(options, chromiumPath)
    const row = (name: string, times: number[]) => [name, median(times), percentile(times, 0), percentile(times, 100)]
    const rows = [
      row(
        'the first thumbnail',
        painted.map(({ first }) => first),
      ),
      row(
        'all that can be seen',
        painted.map(({ all }) => all),
      ),
    ]
    return { header: ['until', 'median, ms', 'least', 'most'], rows, notes: ['1280 × 800 pixels, software rendering.'] }
  },
}
