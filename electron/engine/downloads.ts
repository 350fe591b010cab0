import { DownloadSettings, defaultDownloadSettings } from '#shared/downloads.ts'
import { allowHosts } from './allowed-hosts.ts'
import { type DownloadOptions, download } from './download.ts'
import type { Settings } from './index/settings.ts'

/** The row of the settings that tells what may be fetched from. */
export const downloadsName = 'downloads'

/** Fetches URLs that people give, by the rules of `download` and what the settings allow at that moment. */
export function createDownloads(settings: Pick<Settings, 'get'>) {
  async function current(): Promise<DownloadSettings> {
    const kept = DownloadSettings.safeParse(await settings.get(downloadsName))
    return kept.success ? kept.data : defaultDownloadSettings
  }
  return {
    settings: current,
    async *fetch(url: string, options: Omit<DownloadOptions, 'isAllowed'>): AsyncGenerator<Uint8Array> {
      const { allowedHosts } = await current()
      yield* download(url, { ...options, isAllowed: allowHosts(allowedHosts) })
    },
  }
}

export type Downloads = ReturnType<typeof createDownloads>
