import { findProcedure } from '#shared/contract.ts'
import { Failure, failureStatus, type Reply } from '#shared/failure.ts'
import type { Library } from '../engine/library.ts'
import { actorOf } from './actor.ts'
import { failureHeaders, json } from './answers.ts'
import { readJson } from './body.ts'
import { type DispatchOptions, dispatch } from './dispatch.ts'
import type { Call, Door } from './door.ts'

/** `POST /rpc/<group.name>`: the calls of the contract, JSON in and `Reply` out. */
export function rpcDoor(library: Pick<Library, 'call'>, bodyLimit: number, options: DispatchOptions): Door {
  const handle = async (call: Call) => {
    const request = call.req.raw
    const name = call.req.param('name') ?? ''
    if (findProcedure(name)?.kind === 'desktop') throw desktopOnly()
    const input = await readJson(request, bodyLimit)
    return answerReply(await dispatch(library, name, input, actorOf(request), options))
  }
  const answerFailure = (failure: Failure) =>
    answerReply({ ok: false, failure: failure.toData() }, failureHeaders(failure))
  return { name: 'rpc', routes: [{ method: 'POST', path: '/rpc/:name', handle }], bodyLimit, answerFailure }
}

/** Who reaches the port may use the library, not this computer: its files, its clipboard, its screen. */
const desktopOnly = () =>
  new Failure('forbidden', 'Only the desktop window can do this; pictures are sent by POST /v1/images.')

function answerReply(reply: Reply, headers: Record<string, string> = {}): Response {
  return json(reply, reply.ok ? 200 : failureStatus[reply.failure.code], headers)
}
