/** Who acts through the library’s own window, over IPC and over HTTP alike. */
export const windowActor = 'window'

/** Who makes a request: the own window, or the program by the name it gives itself. */
export function actorOf(request: Request): string {
  if (isFromWindow(request)) return windowActor
  const [product = ''] = (request.headers.get('user-agent') ?? '').split(/[/\s]/, 1)
  return product.replace(/[^\w.-]/g, '').slice(0, 64) || 'http'
}

/** Browsers say `same-origin` of the own page’s requests alone, and no page can make them say it. */
const isFromWindow = (request: Request) =>
  !request.url.startsWith('http') || request.headers.get('sec-fetch-site') === 'same-origin'
