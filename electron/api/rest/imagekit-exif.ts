import type { ExifBlocks } from '#shared/metadata.ts'

type Block = Record<string, unknown>

/** Names of ImageKit where they are not those of the standard. */
const names: Record<keyof ExifBlocks, Record<string, string>> = {
  image: { DateTime: 'ModifyDate', ExifTag: 'ExifOffset', GPSTag: 'GPSInfo' },
  photo: {
    DateTimeDigitized: 'CreateDate',
    ISOSpeedRatings: 'ISO',
    ExposureBiasValue: 'ExposureCompensation',
    PixelXDimension: 'ExifImageWidth',
    PixelYDimension: 'ExifImageHeight',
    FocalLengthIn35mmFilm: 'FocalLengthIn35mmFormat',
    InteroperabilityTag: 'InteropOffset',
    BodySerialNumber: 'SerialNumber',
    CameraOwnerName: 'OwnerName',
    LensSpecification: 'LensInfo',
  },
  gps: {},
  interoperability: { InteroperabilityIndex: 'InteropIndex', InteroperabilityVersion: 'InteropVersion' },
  thumbnail: { JPEGInterchangeFormat: 'ThumbnailOffset', JPEGInterchangeFormatLength: 'ThumbnailLength' },
}

const renamed = (block: Block, table: Record<string, string>): Block =>
  Object.fromEntries(Object.entries(block).map(([name, value]) => [table[name] ?? name, value]))

/** EXIF in ImageKit’s six blocks; what makers write for themselves is not read. */
export function exifDocument(blocks: ExifBlocks) {
  const block = (name: keyof ExifBlocks) => renamed(blocks[name], names[name])
  return {
    image: block('image'),
    thumbnail: block('thumbnail'),
    exif: block('photo'),
    gps: block('gps'),
    interoperability: block('interoperability'),
    makernote: {},
  }
}
