import { z } from 'zod'

/** What a picture’s EXIF tells, by `embeddedFields`. */
export const EmbeddedMetadata = z.record(z.string(), z.union([z.string(), z.number(), z.array(z.string())]))
export type EmbeddedMetadata = z.infer<typeof EmbeddedMetadata>

/** A `date` is a time of ISO 8601 by the camera’s clock, written as if that showed UTC; a `list` is of texts. */
export type EmbeddedKind = 'text' | 'number' | 'date' | 'list'
type Fields = Readonly<Record<string, EmbeddedKind>>

/** What can be searched for, each by an index of its own; times of taking, places and keywords beside these. */
export const searchedFields: Fields = {
  Make: 'text',
  Model: 'text',
  LensMake: 'text',
  LensModel: 'text',
  SerialNumber: 'text',
  Software: 'text',
  Artist: 'text',
  Copyright: 'text',
  ImageDescription: 'text',
  Orientation: 'text',
  ColorSpace: 'text',
  Flash: 'text',
  Rating: 'number',
  XResolution: 'number',
  YResolution: 'number',
  ExposureTime: 'number',
  FNumber: 'number',
  ISO: 'number',
  FocalLength: 'number',
  FocalLengthIn35mmFormat: 'number',
  GPSAltitude: 'number',
  CreateDate: 'date',
  ModifyDate: 'date',
}

/** All that may be told of a picture, by ExifTool’s names. */
export const embeddedFields: Fields = {
  ...searchedFields,
  Keywords: 'list',
  DateTimeOriginal: 'date',
  DateTimeCreated: 'date',
  OffsetTime: 'text',
  OffsetTimeOriginal: 'text',
  OffsetTimeDigitized: 'text',
  GPSLatitude: 'number',
  GPSLongitude: 'number',
  GPSImgDirection: 'number',
  ImageWidth: 'number',
  ImageHeight: 'number',
  ExifImageWidth: 'number',
  ExifImageHeight: 'number',
  ResolutionUnit: 'text',
  ExifVersion: 'text',
  FlashpixVersion: 'text',
  ImageUniqueID: 'text',
  OwnerName: 'text',
  LensSerialNumber: 'text',
  HostComputer: 'text',
  DocumentName: 'text',
  XPTitle: 'text',
  XPSubject: 'text',
  XPComment: 'text',
  XPAuthor: 'text',
  ExposureProgram: 'text',
  ExposureMode: 'text',
  ExposureCompensation: 'number',
  BrightnessValue: 'number',
  MeteringMode: 'text',
  WhiteBalance: 'text',
  SceneCaptureType: 'text',
  DigitalZoomRatio: 'number',
  SubjectDistance: 'number',
}
