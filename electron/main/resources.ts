import { fileURLToPath } from 'node:url'

/** The path of a file of `resources/`, in the checkout as in the packaged app. */
export function resource(name: string): string {
  return fileURLToPath(new URL(`../../resources/${name}`, import.meta.url))
}
