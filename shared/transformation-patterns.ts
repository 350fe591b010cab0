/** What a saved transformation may be called, so that `n-<name>` asks for it. */
export const namePattern = /^[\w-]{1,64}$/

/** An origin as browsers tell it: scheme, host and port, without a path. */
export const originPattern = /^https?:\/\/[^\s/?#@,]+$/
