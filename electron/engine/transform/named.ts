/** Transformations that have a name without anybody saving them: the thumbnails of media libraries. */
const builtIn: Readonly<Record<string, string>> = {
  ik_ml_thumbnail: 'w-400,h-300,c-at_max',
  media_library_thumbnail: 'w-400,h-300,c-at_max',
}

/** Finds the text of a named transformation: a built-in one, else one of those given. */
export function createNamed(saved: (name: string) => string | undefined): (name: string) => string | undefined {
  return (name) => (Object.hasOwn(builtIn, name) ? builtIn[name] : saved(name))
}
