import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Client } from '#shared/client.ts'
import { Failure } from '#shared/failure.ts'
import { lastName, parentFolder, pathIn } from '#shared/folder-paths.ts'
import { openLibraryOf } from '../../helpers/files.ts'

/** Folders that there are below `/` and the folder of each live file: what a person expects of a tree. */
interface Tree {
  folders: readonly string[]
  folderOf: Readonly<Record<string, string>>
}

/** One step: of a folder, a place for it, and any live file. */
interface Step {
  from: string
  to: string
  file: string
}

const isWithin = (path: string, folder: string) => path === folder || path.startsWith(`${folder}/`)
const withAncestors = (path: string): string[] => (path === '/' ? [] : [...withAncestors(parentFolder(path)), path])
const nameIn = (path: string) => lastName(path) || 'a'
const treeOf = (folders: readonly string[], folderOf: Tree['folderOf']): Tree => ({
  folders: [...new Set(folders)].sort(),
  folderOf,
})

/** All that lies in a folder lies at the same place in another. */
function relocated({ folders, folderOf }: Tree, from: string, to: string): Tree {
  const place = (path: string) => (isWithin(path, from) ? to + path.slice(from.length) : path)
  const files = Object.entries(folderOf).map(([file, folder]) => [file, place(folder)])
  return treeOf([...withAncestors(to), ...folders.map(place)], Object.fromEntries(files))
}

/** What each step makes of a tree; undefined where it is to be refused. */
const expected: Record<string, (tree: Tree, step: Step) => Tree | undefined> = {
  create: ({ folders, folderOf }, { to }) => treeOf([...folders, ...withAncestors(to)], folderOf),
  move: (tree, { from, to }) =>
    tree.folders.includes(from) && !isWithin(to, from) ? relocated(tree, from, pathIn(to, lastName(from))) : undefined,
  rename: (tree, { from, to }) => {
    const target = pathIn(parentFolder(from), nameIn(to))
    if (!tree.folders.includes(from)) return undefined
    return target !== from && tree.folders.includes(target) ? undefined : relocated(tree, from, target)
  },
  remove: ({ folders, folderOf }, { from }) => {
    const stays = (path: string) => !isWithin(path, from)
    const files = Object.entries(folderOf).filter(([, folder]) => stays(folder))
    return folders.includes(from) ? treeOf(folders.filter(stays), Object.fromEntries(files)) : undefined
  },
  moveFile: ({ folders, folderOf }, { to, file }) =>
    treeOf([...folders, ...withAncestors(to)], { ...folderOf, [file]: to }),
}

const calls: Record<string, (client: Client, step: Step) => Promise<unknown>> = {
  create: (client, { to }) => client.folders.create({ path: to }),
  move: (client, { from, to }) => client.folders.move({ path: from, folder: to }),
  rename: (client, { from, to }) => client.folders.rename({ path: from, name: nameIn(to) }),
  remove: (client, { from }) => client.folders.remove({ path: from }),
  moveFile: (client, { to, file }) => client.files.move({ files: [file], folder: to }),
}

async function readTree(client: Client, files: string[]): Promise<Tree> {
  const below = async (parent: string): Promise<string[]> => {
    const { items } = await client.folders.list({ parent })
    return [...items.map(({ path }) => path), ...(await Promise.all(items.map(({ path }) => below(path)))).flat()]
  }
  const details = await Promise.all(files.map((id) => client.files.get({ id })))
  const live = details.filter(({ trashedAt }) => trashedAt === null)
  return treeOf(await below('/'), Object.fromEntries(live.map(({ id, folder }) => [id, folder])))
}

/** Takes everything back that was done. */
async function undoAll(client: Client): Promise<void> {
  const done = (await client.history.list({})).filter(({ state }) => state === 'done')
  for (const _ of done) await client.history.undo({})
}

// Few names, so that folders often meet others of theirs.
const path = fc.array(fc.constantFrom('a', 'a', 'b'), { maxLength: 4 }).map((names) => `/${names.join('/')}`)
const kinds = fc.constantFrom(...Object.keys(calls), 'undo')
const place = fc.record({ path, isThere: fc.constantFrom(true, true, false), pick: fc.nat() })
type Place = typeof place extends fc.Arbitrary<infer Value> ? Value : never
const steps = fc.array(fc.record({ kind: kinds, from: place, to: place }), { maxLength: 15, size: 'max' })

/** A folder that there is, or any. */
const folderIn = ({ folders }: Tree, { path, isThere, pick }: Place) =>
  (isThere ? ['/', ...folders][pick % (folders.length + 1)] : undefined) ?? path

test('whatever is made, moved, renamed, removed and taken back, folders and files lie where one expects them', async () => {
  const { client, file } = await openLibraryOf('f', 'g', 'h')
  const files = await Promise.all(['/f', '/g', '/h'].map(async (at) => (await file(at)).id))
  const check = fc.asyncProperty(steps, async (all) => {
    await client.files.move({ files: [files[0] ?? ''], folder: '/a/a/a' })
    await client.files.move({ files: [files[1] ?? ''], folder: '/a/b' })
    const trees = [await readTree(client, files)]
    for (const { kind, from, to } of all) {
      const tree = trees.at(-1) as Tree
      const live = Object.keys(tree.folderOf)
      const step = { from: folderIn(tree, from), to: folderIn(tree, to), file: live[from.pick % live.length] ?? '' }
      if (step.from === '/' || (kind === 'moveFile' && step.file === '')) continue
      if (kind === 'undo') {
        if (trees.length === 1) continue
        await client.history.undo({})
        trees.pop()
      } else {
        const next = expected[kind]?.(tree, step)
        const answer = await calls[kind]?.(client, step).catch((error: unknown) => error)
        expect([kind, step, answer instanceof Failure]).toEqual([kind, step, next === undefined])
        if (next && JSON.stringify(next) !== JSON.stringify(tree)) trees.push(next)
      }
      expect(await readTree(client, files)).toEqual(trees.at(-1))
    }
    await undoAll(client)
  })
  await fc.assert(check, { numRuns: 200 })
}, 60_000)
