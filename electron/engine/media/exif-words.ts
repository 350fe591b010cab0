type Words = Readonly<Record<number, string>>

/** What a flash did: its bits tell whether it fired, what came back, how it was set, and of red eyes. */
const flash: Words = {
  0: 'No Flash',
  1: 'Fired',
  5: 'Fired, Return not detected',
  7: 'Fired, Return detected',
  8: 'On, Did not fire',
  9: 'On, Fired',
  13: 'On, Return not detected',
  15: 'On, Return detected',
  16: 'Off, Did not fire',
  20: 'Off, Did not fire, Return not detected',
  24: 'Auto, Did not fire',
  25: 'Auto, Fired',
  29: 'Auto, Fired, Return not detected',
  31: 'Auto, Fired, Return detected',
  32: 'No flash function',
  48: 'Off, No flash function',
  65: 'Fired, Red-eye reduction',
  69: 'Fired, Red-eye reduction, Return not detected',
  71: 'Fired, Red-eye reduction, Return detected',
  73: 'On, Red-eye reduction',
  77: 'On, Red-eye reduction, Return not detected',
  79: 'On, Red-eye reduction, Return detected',
  80: 'Off, Red-eye reduction',
  88: 'Auto, Did not fire, Red-eye reduction',
  89: 'Auto, Fired, Red-eye reduction',
  93: 'Auto, Fired, Red-eye reduction, Return not detected',
  95: 'Auto, Fired, Red-eye reduction, Return detected',
}

const orientation: Words = {
  1: 'Horizontal (normal)',
  2: 'Mirror horizontal',
  3: 'Rotate 180',
  4: 'Mirror vertical',
  5: 'Mirror horizontal and rotate 270 CW',
  6: 'Rotate 90 CW',
  7: 'Mirror horizontal and rotate 90 CW',
  8: 'Rotate 270 CW',
}

const exposureProgram: Words = {
  0: 'Not Defined',
  1: 'Manual',
  2: 'Program AE',
  3: 'Aperture-priority AE',
  4: 'Shutter speed priority AE',
  5: 'Creative (Slow speed)',
  6: 'Action (High speed)',
  7: 'Portrait',
  8: 'Landscape',
  9: 'Bulb',
}

const meteringMode: Words = {
  0: 'Unknown',
  1: 'Average',
  2: 'Center-weighted average',
  3: 'Spot',
  4: 'Multi-spot',
  5: 'Multi-segment',
  6: 'Partial',
  255: 'Other',
}

/** Words for the codes of tags, by the tags’ names. Source: ExifTool’s table of EXIF tags. */
export const exifWords: Readonly<Record<string, Words>> = {
  Orientation: orientation,
  Flash: flash,
  ExposureProgram: exposureProgram,
  MeteringMode: meteringMode,
  ResolutionUnit: { 1: 'None', 2: 'inches', 3: 'cm' },
  ColorSpace: { 1: 'sRGB', 2: 'Adobe RGB', 65533: 'Wide Gamut RGB', 65534: 'ICC Profile', 65535: 'Uncalibrated' },
  ExposureMode: { 0: 'Auto', 1: 'Manual', 2: 'Auto bracket' },
  WhiteBalance: { 0: 'Auto', 1: 'Manual' },
  SceneCaptureType: { 0: 'Standard', 1: 'Landscape', 2: 'Portrait', 3: 'Night', 4: 'Other' },
}
