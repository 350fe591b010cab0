import type { Context } from 'hono'
import type { Failure } from '#shared/failure.ts'
import type { Access, Embedding } from './guard.ts'
import type { Operation } from './openapi-parts.ts'

/** What a server knows of the connection beside the request; empty for requests made inside this process. */
export interface Connection {
  /** The port that the request came in by. */
  port?: number
  /** The request’s target as it came: path and query, not normalised. */
  target?: string | undefined
  /** Aborts when the server closes: streams without an end must end then. */
  closing?: AbortSignal
  /** Hears the name that a client gives itself in its request. */
  introduce?: (name: string) => void
}

/** One request on its way through a door. */
export type Call = Context<{ Bindings: Connection }>

/** One row of a door’s table; `path` is written as hono has it, with `:name` for a parameter. */
export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  path: string
  /** Answers the call; throws `Failure`, which the door puts into its own shape. A GET answers HEAD as well. */
  handle(call: Call): Response | Promise<Response>
  /** How `/openapi.json` tells of the row; left out for pages. */
  document?: Operation
}

/** A table of routes with what they have in common: the size of a body and the shape of errors. */
export interface Door {
  name: string
  routes: Route[]
  /** The most bytes of a request’s body. */
  bodyLimit: number
  answerFailure(failure: Failure): Response
  /** Whether a path that no door answers is one of this door’s, to be refused in its shape. */
  owns?(path: string): boolean
  /** Whom else it shows pictures to; left out where only the library’s own page may see them. */
  embedding?(call: Call): Embedding
  /** Whom it lets in instead of those who show the token; left out where the token is what counts. */
  access?(call: Call): Access
}
