import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { findNode } from '../../electron/main/node-binary.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

test('the Node for decode hosts is a plain Node of the version that the project pins', () => {
  const node = findNode('/nowhere', root)
  expect(execFileSync(node, ['-p', 'process.versions.node'], { encoding: 'utf8' })).toMatch(/^24\./)
  expect(execFileSync(node, ['-p', 'process.versions.electron'], { encoding: 'utf8' }).trim()).toBe('undefined')
})

test('a missing Node is told with the way out', () => {
  expect(() => findNode('/nowhere', '/nowhere')).toThrow('Install Magpie again')
})
