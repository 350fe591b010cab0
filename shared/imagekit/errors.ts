/** What can be wrong with what a caller of the URL builder or its utilities gave. */
export type ImageKitErrorCode =
  | 'INVALID_OPTION'
  | 'INVALID_TRANSFORMATION_POSITION'
  | 'INVALID_TRANSFORMATION'
  | 'INVALID_URL_ENDPOINT'
  | 'INVALID_SRC'
  | 'MISSING_PRIVATE_KEY'
  | 'MISSING_PHASH_VALUE'
  | 'INVALID_PHASH_VALUE'
  | 'UNEQUAL_STRING_LENGTH'

/** The one error of these modules: `code` for programs, `field` names the input at fault, `message` is for people. */
export interface ImageKitError extends Error {
  name: 'ImageKitError'
  code: ImageKitErrorCode
  field: string
}

export const imageKitError = (code: ImageKitErrorCode, field: string, message: string): ImageKitError =>
  Object.assign(new Error(message), { name: 'ImageKitError', code, field } as const)
