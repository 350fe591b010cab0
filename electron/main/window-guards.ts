import { type Session, shell, type WebContents } from 'electron'
import { isOwnPage, webAddress } from './addresses.ts'

/** Opens a web address in the user’s browser; every other kind of address is dropped. */
export function openOutside(address: string): void {
  const url = webAddress(address)
  if (url) shell.openExternal(url).catch((error) => console.error('The link was not opened.', error))
}

/** Keeps the page where it is: no navigation elsewhere, no new windows, no web views; links open outside. */
export function guardContents(contents: WebContents): void {
  const stay = (event: { url: string; preventDefault(): void }) => {
    if (!isOwnPage(event.url)) event.preventDefault()
  }
  contents.on('will-navigate', stay)
  contents.on('will-redirect', stay)
  contents.on('will-frame-navigate', stay)
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(({ url }) => {
    openOutside(url)
    return { action: 'deny' }
  })
}

/** Refuses the page every permission but writing text and pictures to the clipboard, and every device. */
export function guardSession(session: Session): void {
  const isAllowed = (permission: string, origin: string) =>
    permission === 'clipboard-sanitized-write' && isOwnPage(origin)
  session.setPermissionRequestHandler((_, permission, answer, details) =>
    answer(isAllowed(permission, details.requestingUrl)),
  )
  session.setPermissionCheckHandler((_, permission, origin) => isAllowed(permission, origin))
  session.setDevicePermissionHandler(() => false)
}
