import { Hono } from 'hono'
import { Failure } from '#shared/failure.ts'
import type { Library } from '../engine/library.ts'
import { createNoting } from './activity.ts'
import { problem } from './answers.ts'
import { checkLength } from './body.ts'
import { allowCrossOrigin, allowEmbedding, answerPreflight } from './cross-origin.ts'
import type { DispatchOptions } from './dispatch.ts'
import type { Call, Connection, Door } from './door.ts'
import { eventsDoor } from './events.ts'
import { asFailure } from './failures.ts'
import { createGuard, type Guard, type GuardOptions, type Visit } from './guard.ts'
import { mediaDoor } from './media.ts'
import { deliveryDoor } from './media-delivery.ts'
import { previewDoor } from './media-preview.ts'
import { createMetrics } from './metrics.ts'
import { openapiDoor } from './openapi.ts'
import { pageDoor } from './page.ts'
import { imagekitDoor } from './rest/imagekit.ts'
import { imgcacheDoor } from './rest/imgcache.ts'
import { rpcDoor } from './rpc.ts'
import { pathOf } from './token.ts'
import { createUploadGate } from './uploads.ts'

/** Sizes in bytes of what a request may bring, and how many uploads may be under way at once. */
interface AppLimits {
  scraperBody: number
  windowBody: number
  callBody: number
  uploads: number
}

export interface AppOptions extends Partial<GuardOptions>, DispatchOptions {
  /** The folder of the built page: `index.html` and `assets`. Without it there is no page. */
  windowDirectory?: string | undefined
  version?: string
  limits?: Partial<AppLimits>
}

/** One fetch handler for the port, for the desktop window’s own scheme and for tests. */
export interface App {
  fetch(request: Request, connection?: Connection): Promise<Response>
}

const mebibyte = 1024 * 1024
const defaultLimits: AppLimits = {
  scraperBody: 64 * mebibyte,
  windowBody: 2048 * mebibyte,
  callBody: 16 * mebibyte,
  uploads: 64,
}

/** Joins the doors behind the guard. */
export function createApp(library: Library, options: AppOptions = {}): App {
  const { hosts = [], origins = [], ownOrigins = [], token } = options
  const guard = createGuard({ hosts, origins, ownOrigins, token })
  const doors = createDoors(library, options)
  const router = new Hono<{ Bindings: Connection }>({ getPath: pathOf, strict: true })
  for (const door of doors) addRoutes(router, door, guard, options)
  for (const door of doors) addOtherMethods(router, door, guard, options)
  router.notFound((call) => enter(shapeOf(call, doors), guard, options, 'no route', refuseUnknown)(call))
  const note = createNoting(library, token)
  return {
    fetch: (request, connection = {}) => note(request, (how) => router.fetch(request, { ...connection, ...how })),
  }
}

/** Every table of routes; no two of them have a path in common. */
export function createDoors(library: Library, options: AppOptions = {}): Door[] {
  const limits = { ...defaultLimits, ...options.limits }
  const metrics = createMetrics()
  const gate = createUploadGate(limits.uploads)
  const common = { library, metrics, gate }
  const doors = [
    imgcacheDoor({ ...common, bodyLimit: limits.scraperBody, dispatchOptions: options }),
    mediaDoor({ ...common, bodyLimit: limits.windowBody }),
    deliveryDoor(library),
    imagekitDoor({
      ...common,
      dispatchOptions: options,
      uploads: limits.uploads,
      bodyLimit: limits.windowBody,
      origins: options.origins ?? [],
    }),
    previewDoor(library),
    rpcDoor(library, limits.callBody, options),
    eventsDoor(library),
    pageDoor(options.windowDirectory),
  ]
  return [...doors, openapiDoor(doors, options.version ?? '0')]
}

/** What a path that no door answers is refused with. */
function shapeOf({ req }: Call, doors: Door[]): Shape {
  const owner = doors.find(({ owns }) => owns?.(req.path))
  return { bodyLimit: Number.POSITIVE_INFINITY, answerFailure: owner?.answerFailure ?? problem }
}

type Router = Hono<{ Bindings: Connection }>
type Shape = Pick<Door, 'bodyLimit' | 'answerFailure' | 'embedding' | 'access'>
type Handle = (call: Call, visit: Visit | undefined) => Response | Promise<Response>

function addRoutes(router: Router, door: Door, guard: Guard, options: AppOptions): void {
  for (const route of door.routes) {
    const where = `${route.method} ${route.path}`
    router.on(route.method, route.path, enter(door, guard, options, where, route.handle))
  }
}

/** A path that is there answers other methods with 405 and the methods that it knows. */
function addOtherMethods(router: Router, door: Door, guard: Guard, options: AppOptions): void {
  for (const [path, routes] of Map.groupBy(door.routes, (route) => route.path)) {
    const allow = routes.map(({ method }) => (method === 'GET' ? 'GET, HEAD' : method)).join(', ')
    router.all(
      path,
      enter(door, guard, options, path, (call, visit) =>
        refuseMethod(call, door, originOf(door, call, guard, visit), allow),
      ),
    )
  }
}

/** Runs a handler behind the guard, and answers what it throws in the door’s own shape. */
function enter(door: Shape, guard: Guard, options: AppOptions, where: string, handle: Handle) {
  return async (call: Call): Promise<Response> => {
    const request = call.req.raw
    let visit: Visit | undefined
    try {
      visit = await guard.admit(request, call.env, { embedding: door.embedding?.(call), access: door.access?.(call) })
      checkLength(request, door.bodyLimit)
      return share(await handle(call, visit), door, call, guard, visit)
    } catch (error) {
      return answerError(door, asFailure(error, where, options.log), call, guard, visit)
    }
  }
}

/** The foreign page that may call this door and does. */
function originOf(door: Shape, call: Call, guard: Guard, visit: Visit | undefined): string | undefined {
  if (!door.access) return guard.allowedOrigin(call.req.raw)
  return visit?.isForeign ? visit.origin : undefined
}

/** Lets the foreign pages that may see an answer see it. */
function share(response: Response, door: Shape, call: Call, guard: Guard, visit: Visit | undefined): Response {
  const shared = allowCrossOrigin(response, originOf(door, call, guard, visit))
  return visit && door.embedding ? allowEmbedding(shared, visit) : shared
}

function answerError(door: Shape, failure: Failure, call: Call, guard: Guard, visit?: Visit): Response {
  const request = call.req.raw
  const response = share(door.answerFailure(failure), door, call, guard, visit)
  // A connection with a body under way must live on until the answer is heard.
  const isBare = !request.headers.has('content-length') && !request.headers.has('transfer-encoding')
  if (failure.code === 'forbidden' && isBare) response.headers.set('connection', 'close')
  return response
}

function refuseMethod(call: Call, door: Door, origin: string | undefined, allow: string): Response {
  if (call.req.method === 'OPTIONS' && origin !== undefined) return answerPreflight(allow)
  const response = door.answerFailure(new Failure('methodNotAllowed', `This address knows ${allow}.`))
  response.headers.set('allow', allow)
  return response
}

function refuseUnknown(): never {
  throw new Failure('notFound', 'There is nothing at this address; /openapi.json lists what there is.')
}
