import { isUtf8 } from 'node:buffer'
import { type EmbeddedKind, embeddedFields } from '#shared/embedded-metadata.ts'
import type { EmbeddedMetadata } from '#shared/metadata.ts'
import { type Exif, timeOf } from './exif.ts'
import { exifWords } from './exif-words.ts'

type Value = EmbeddedMetadata[string]
type Tags = Record<string, unknown>

/** Longer texts are cut: what is searched for stands in an index. */
const longestText = 1000
const mostKeywords = 100

/** Names of the standard where they are others. */
const tagNames: Record<string, string> = {
  SerialNumber: 'BodySerialNumber',
  OwnerName: 'CameraOwnerName',
  Keywords: 'XPKeywords',
  ImageHeight: 'ImageLength',
  ExifImageWidth: 'PixelXDimension',
  ExifImageHeight: 'PixelYDimension',
  DateTimeCreated: 'DateTimeOriginal',
  CreateDate: 'DateTimeDigitized',
  ModifyDate: 'DateTime',
  ISO: 'ISOSpeedRatings',
  ExposureCompensation: 'ExposureBiasValue',
  FocalLengthIn35mmFormat: 'FocalLengthIn35mmFilm',
}

/** What is not ASCII comes as bytes; Windows writes its texts as lists of bytes, two of which are a character. */
function decode(tag: unknown): string {
  if (Buffer.isBuffer(tag)) return tag.toString(isUtf8(tag) ? 'utf8' : 'latin1')
  if (Array.isArray(tag)) return Buffer.from(tag.slice(0, 2 * longestText) as number[]).toString('utf16le')
  return typeof tag === 'string' ? tag : ''
}

const readText = (tag: unknown): string | undefined =>
  decode(tag).split('\0', 1).join('').trim().slice(0, longestText).toWellFormed() || undefined

function readNumber(tag: unknown): number | undefined {
  const first: unknown = Array.isArray(tag) ? tag[0] : tag
  return typeof first === 'number' && Number.isFinite(first) ? first : undefined
}

function readDate(tag: unknown): string | undefined {
  const time = timeOf(tag)
  return time && `${time}.000Z`
}

function readList(tag: unknown): string[] | undefined {
  const words = (readText(tag) ?? '').split(';').map((word) => word.trim())
  const list = [...new Set(words.filter(Boolean))].slice(0, mostKeywords)
  return list.length > 0 ? list : undefined
}

const readers: Record<EmbeddedKind, (tag: unknown) => Value | undefined> = {
  text: readText,
  number: readNumber,
  date: readDate,
  list: readList,
}

/** Degrees, minutes and seconds as degrees, less than nought to the south and the west. */
function degreesOf(tag: unknown, side: unknown, most: number): number | undefined {
  const parts = Array.isArray(tag) ? tag.map(Number) : []
  const degrees = parts.reduceRight((sum, part) => sum / 60 + part, 0)
  if (parts.length === 0 || !(degrees >= 0 && degrees <= most)) return undefined
  return /^[SW]/.test(String(side)) ? -degrees : degrees
}

/** Where a picture was taken; both degrees or neither. */
function placeOf({ GPSLatitude, GPSLatitudeRef, GPSLongitude, GPSLongitudeRef, ...others }: Tags): Tags {
  const latitude = degreesOf(GPSLatitude, GPSLatitudeRef, 90)
  const longitude = degreesOf(GPSLongitude, GPSLongitudeRef, 180)
  const height = readNumber(others.GPSAltitude)
  const isBelowSea = readNumber(others.GPSAltitudeRef) === 1
  return {
    GPSImgDirection: others.GPSImgDirection,
    ...(height !== undefined && { GPSAltitude: isBelowSea ? -height : height }),
    ...(latitude !== undefined && longitude !== undefined && { GPSLatitude: latitude, GPSLongitude: longitude }),
  }
}

/** A code as the word for it, where its tag has such. */
function wordOf(name: string, tag: unknown): unknown {
  const words = exifWords[name]
  return words && typeof tag === 'number' ? (words[tag] ?? `Unknown (${tag})`) : tag
}

/** What an EXIF tells of its picture; null where that is nothing. Source: ExifTool’s tables of EXIF and GPS tags. */
export function embeddedMetadata({ Image, Photo, GPSInfo }: Exif): EmbeddedMetadata | null {
  const tags: Tags = { ...Image, ...Photo, ...placeOf(GPSInfo ?? {}) }
  const found = Object.entries(embeddedFields).flatMap(([name, kind]) => {
    const value = readers[kind](wordOf(name, tags[tagNames[name] ?? name]))
    return value === undefined ? [] : [[name, value] as const]
  })
  return found.length > 0 ? Object.fromEntries(found) : null
}
