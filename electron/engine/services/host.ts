import { Failure } from '#shared/failure.ts'
import type { createImages } from '../index/images.ts'
import type { Queries } from '../queries.ts'
import type { Services } from './services.ts'

export interface HostParts {
  directory: string
  version: string
  addresses: readonly string[]
  isLoading: () => boolean
  images: ReturnType<typeof createImages>
  queries: Queries
}

async function desktopOnly(): Promise<never> {
  throw new Failure('unsupported', 'Only the desktop window can do this.')
}

/** Calls about the program around the library; a desktop shell answers the rest of them itself. */
export function createHostServices({ directory, version, addresses, isLoading, images, queries }: HostParts) {
  return {
    'host.info': async () => ({
      version,
      library: directory,
      images: await queries.count('library'),
      trashed: await queries.count('trash'),
      byteSize: await images.totalBytes(),
      addresses: [...addresses],
      shell: 'browser' as const,
      loading: isLoading(),
    }),
    'host.reveal': desktopOnly,
    'host.copyImage': desktopOnly,
    'host.copyText': desktopOnly,
    'host.dragOut': desktopOnly,
    'host.exportImages': desktopOnly,
    'host.chooseFiles': desktopOnly,
  } satisfies Partial<Services>
}
