/** Transformations that have a name without anybody saving them: the thumbnails of media libraries. */
export const builtIn: Readonly<Record<string, string>> = {
  ik_ml_thumbnail: 'w-400,h-300,c-at_max',
  media_library_thumbnail: 'w-400,h-300,c-at_max',
}

/** Whether a name stands for something without anybody saving it. */
export const isBuiltIn = (name: string): boolean => Object.hasOwn(builtIn, name)
