import { filesOfImages, type Test, testOf, wayBy } from './conditions.ts'
import type { Condition, Value } from './grammar.ts'
import type { Columns } from './kinds.ts'
import { raw, type Sql, sql } from './sql.ts'
import { queryFailure } from './tokens.ts'

const kilometersPerDegree = 111.195
const radians = Math.PI / 180
const number = String.raw`[+-]?\d{1,3}(?:\.\d{1,15})?`
const pointPattern = new RegExp(`^(${number}), ?(${number})$`)
const circlePattern = new RegExp(`^(${number}, ?${number}) (\\d{1,8}(?:\\.\\d{1,9})?)(km|m)$`)

interface Point {
  latitude: number
  longitude: number
}

/** How far two points lie apart on a globe, in kilometers. */
export function kilometersBetween(latitude: number, longitude: number, toLatitude: number, toLongitude: number) {
  const chord =
    Math.sin(((toLatitude - latitude) / 2) * radians) ** 2 +
    Math.cos(latitude * radians) *
      Math.cos(toLatitude * radians) *
      Math.sin(((toLongitude - longitude) / 2) * radians) ** 2
  return (2 * kilometersPerDegree * Math.asin(Math.min(1, Math.sqrt(chord)))) / radians
}

const noPlace = ({ text, at }: Value) =>
  queryFailure(at, `“${text}” is no place: write such as "40,100 5km", or two or four corners: "40,100|50,105".`)

function readPoint(text: string, value: Value): Point {
  const [, latitude = 'none', longitude] = pointPattern.exec(text) ?? []
  const point = { latitude: Number(latitude), longitude: Number(longitude) }
  if (Math.abs(point.latitude) <= 90 && Math.abs(point.longitude) <= 180) return point
  throw noPlace(value)
}

function withinCircle({ latitude, longitude }: Point, kilometers: number): Sql {
  const degrees = kilometers / kilometersPerDegree
  return sql`e.latitude BETWEEN ${latitude - degrees} AND ${latitude + degrees}
    AND kilometers_between(e.latitude, e.longitude, ${latitude}, ${longitude}) <= ${kilometers}`
}

function withinCorners(corners: readonly Point[]): Sql {
  const latitudes = corners.map(({ latitude }) => latitude)
  const longitudes = corners.map(({ longitude }) => longitude)
  return sql`e.latitude BETWEEN ${Math.min(...latitudes)} AND ${Math.max(...latitudes)}
    AND e.longitude BETWEEN ${Math.min(...longitudes)} AND ${Math.max(...longitudes)}`
}

function within(value: Value): Sql {
  const [, center, radius, unit] = circlePattern.exec(value.text) ?? []
  if (center !== undefined) return withinCircle(readPoint(center, value), Number(radius) / (unit === 'm' ? 1000 : 1))
  const corners = value.text.split('|').map((text) => readPoint(text.trim(), value))
  if (corners.length === 2 || corners.length === 4) return withinCorners(corners)
  throw noPlace(value)
}

/** Where pictures were taken: within a circle, or between corners, which are latitudes and longitudes in degrees. */
export function placeTest(condition: Condition): Test {
  const [value] = condition.values
  const where = value ? within(value) : raw('e.latitude IS NOT NULL')
  const holds = ({ image }: Columns) =>
    sql`EXISTS (SELECT 1 FROM embedded_metadata AS e WHERE e.image_id = ${image} AND ${where})`
  const placed = raw('embedded_metadata AS e INDEXED BY embedded_by_place')
  return testOf(condition, holds, wayBy(filesOfImages(placed, 'e.image_id', where)))
}
