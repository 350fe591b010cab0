const words: Record<number, string> = {
  200: 'OK',
  201: 'Created',
  202: 'Accepted',
  204: 'No content',
  206: 'Partial content',
  304: 'Not modified',
  400: 'Bad request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not found',
  405: 'Method not allowed',
  406: 'Not acceptable',
  409: 'Conflict',
  411: 'Length required',
  413: 'Too large',
  415: 'Unsupported type',
  421: 'Misdirected',
  422: 'Unprocessable',
  429: 'Too many requests',
  499: 'Given up',
  500: 'Failed',
  501: 'Not implemented',
  503: 'Unavailable',
  507: 'Disk full',
}

/** What an HTTP status means, in a word or two. */
export const statusWords = (status: number): string => words[status] ?? (isFailure(status) ? 'Failed' : 'Answered')

export const isFailure = (status: number): boolean => status >= 400

/** How a status looks: fine, neither, refused (the client’s to mend) or failed (the library’s). */
export function statusTone(status: number): 'good' | 'plain' | 'notice' | 'problem' {
  if (status >= 500) return 'problem'
  if (status >= 400) return 'notice'
  return status < 300 ? 'good' : 'plain'
}
