import { z } from 'zod'
import { Failure } from '#shared/failure.ts'
import { Steps, StepsName, type TransformationSettings } from '#shared/transformations.ts'
import type { Call } from '../door.ts'
import { answer, answerEmpty } from './imagekit-errors.ts'
import { readInput } from './imagekit-input.ts'
import type { Handle, Parts } from './imagekit-parts.ts'

/** A name here is on as long as it is there. */
const Enabled = z.literal(true, 'it can only be true: delete the transformation to turn it off').optional()
export const CreateInput = z.object({ name: StepsName, transformation: Steps, enabled: Enabled })
export const UpdateInput = z.object({ name: StepsName.optional(), transformation: Steps.optional(), enabled: Enabled })

/** Names have no ids of their own and no dates: the name is the id, the date that of the first possible day. */
const document = ([name, transformation]: [string, string]) => ({
  ...{ id: name, name, transformation, enabled: true },
  createdAt: new Date(0).toISOString(),
})

const settingsOf = (call: Call, { ask }: Parts) => ask(call, 'transformations.settings', {})

async function readNamed(call: Call, parts: Parts): Promise<{ id: string; settings: TransformationSettings }> {
  const [id, settings] = [call.req.param('id') ?? '', await settingsOf(call, parts)]
  if (Object.hasOwn(settings.named, id)) return { id, settings }
  throw new Failure('notFound', 'There is no named transformation of this id, which is its name.')
}

/** Writes a name, in the place of another where one is told. Fails with `conflict` where it is taken. */
async function write(call: Call, parts: Parts, [name, steps]: [string, string], former?: string): Promise<void> {
  const settings = await settingsOf(call, parts)
  const others = Object.entries(settings.named).filter(([other]) => other !== former)
  if (others.some(([other]) => other === name))
    throw new Failure('conflict', `There is a named transformation “${name}” already.`, { field: 'name' })
  const named = { ...Object.fromEntries(others), [name]: steps }
  await parts.ask(call, 'transformations.configure', { ...settings, named })
}

export const list: Handle = async (call, parts) =>
  answer(Object.entries((await settingsOf(call, parts)).named).map(document))

export const create: Handle = async (call, parts) => {
  const { name, transformation } = await readInput(call, CreateInput)
  await parts.inTurn(() => write(call, parts, [name, transformation]))
  return answer(document([name, transformation]), 201)
}

export const get: Handle = async (call, parts) => {
  const { id, settings } = await readNamed(call, parts)
  return answer(document([id, settings.named[id] ?? '']))
}

export const update: Handle = async (call, parts) => {
  const wish = await readInput(call, UpdateInput)
  return parts.inTurn(async () => {
    const { id, settings } = await readNamed(call, parts)
    const { name = id, transformation = settings.named[id] ?? '' } = wish
    await write(call, parts, [name, transformation], id)
    return answer(document([name, transformation]))
  })
}

export const remove: Handle = (call, parts) =>
  parts.inTurn(async () => {
    const { id, settings } = await readNamed(call, parts)
    const { [id]: _, ...named } = settings.named
    await parts.ask(call, 'transformations.configure', { ...settings, named })
    return answerEmpty(204)
  })
