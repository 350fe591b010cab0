/** Name and version of the 64-bit hash by which pictures are found to be alike: ImageKit's recipe. */
export const perceptualHashAlgorithm = 'phash-dct64/1'

/** Name and version of the 256-bit hash that confirms what the 64-bit one proposes. */
export const detailHashAlgorithm = 'dct256/1'
