import { expect, test } from 'vitest'
import { type KeyPlace, wishOf } from '../../renderer/features/duplicates/keys.ts'

const pressed = (key: string, options: Partial<Parameters<typeof wishOf>[0]> = {}) => ({
  ...{ key, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, repeat: false, ...options },
})
const wish = (key: string, place: KeyPlace, options = {}) => wishOf(pressed(key, options), place)

test('a key held down repeats steps, but never a decision', () => {
  for (const key of ['a', 'k', 'x', 'v', 'n', 's', 'z', 'p', ' ', '1'])
    expect(wish(key, 'stage', { repeat: true })).toBeUndefined()
  expect(wish('ArrowRight', 'stage', { repeat: true })).toEqual({ kind: 'cluster', by: 1 })
})

test('nothing that is typed into a field is taken for a decision', () => {
  for (const key of ['a', 'n', '1', ' ', 'Tab', 'ArrowLeft', 'z']) expect(wish(key, 'field')).toBeUndefined()
  expect(wish('z', 'field', { ctrlKey: true })).toBeUndefined()
})

test('controls keep the keys that operate them', () => {
  for (const key of [' ', 'ArrowLeft', 'ArrowUp', 'Tab', 'Enter']) expect(wish(key, 'control')).toBeUndefined()
  expect(wish('a', 'control')).toEqual({ kind: 'accept' })
})

test('Tab changes the mode on the stage alone, and Shift and Tab leads out of it', () => {
  expect(wish('Tab', 'stage')).toEqual({ kind: 'mode', by: 1 })
  expect(wish('Tab', 'stage', { shiftKey: true })).toBeUndefined()
  expect(wish('Tab', 'queue')).toBeUndefined()
  expect(wish('w', 'elsewhere')).toEqual({ kind: 'mode', by: 1 })
})

test('in the queue all arrows go through it, elsewhere those upwards and downwards go through the members', () => {
  expect(wish('ArrowDown', 'queue')).toEqual({ kind: 'cluster', by: 1 })
  expect(wish('ArrowDown', 'stage')).toEqual({ kind: 'member', by: 1 })
})

test('shortcuts with Ctrl and Alt are left to the window, but for undo', () => {
  expect(wish('a', 'stage', { ctrlKey: true })).toBeUndefined()
  expect(wish('v', 'stage', { ctrlKey: true })).toBeUndefined()
  expect(wish('ArrowDown', 'control', { altKey: true })).toBeUndefined()
  expect(wish('z', 'stage', { metaKey: true })).toEqual({ kind: 'undo' })
})
