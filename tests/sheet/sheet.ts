import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright'
import { findChromium } from '../helpers/chromium.ts'
import { exampleGroups } from './examples.ts'
import { sheetPage } from './page.ts'
import { type RenderedExample, renderExamples } from './render.ts'

const directory = fileURLToPath(new URL('../../out/transformations', import.meta.url))

/** Pictures of the page’s parts, as many as there are groups. */
async function photograph(html: string, count: number): Promise<void> {
  const executablePath = findChromium()
  if (!executablePath) return console.log('There is no Chromium, so no pictures were taken of the page.')
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
  const page = await browser.newPage({ viewport: { width: 1500, height: 1000 } })
  await page.setContent(html, { waitUntil: 'load' })
  for (let at = 1; at <= count; at++)
    await page.locator(`#page-${at}`).screenshot({ path: join(directory, `page-${at}.png`) })
  await browser.close()
}

function tell(all: RenderedExample[]): void {
  const faulty = all.filter(({ fault }) => fault !== undefined)
  for (const { url, fault, remark } of faulty) console.log(`${url} ${fault}. ${remark}`)
  console.log(`${all.length} examples, ${faulty.length} not as they are due: ${join(directory, 'index.html')}`)
  process.exitCode = faulty.length > 0 ? 1 : 0
}

await rm(directory, { recursive: true, force: true })
await mkdir(directory, { recursive: true })
const groups = await renderExamples(exampleGroups)
const html = sheetPage(groups)
await writeFile(join(directory, 'index.html'), html)
await photograph(html, groups.size)
tell([...groups.values()].flat())
