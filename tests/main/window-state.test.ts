import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readWindowState, writeWindowState } from '../../electron/main/window-state.ts'

const display = { x: 0, y: 0, width: 1920, height: 1080 }
const state = { x: 100, y: 80, width: 1200, height: 800, maximized: false }
const freshFile = () => join(mkdtempSync(join(tmpdir(), 'magpie-window-')), 'window.json')

test('the place of the window is read as it was kept', () => {
  const file = freshFile()
  writeWindowState(file, state)
  expect(readWindowState(file, [display])).toEqual(state)
})

test('a place on a display that is gone is forgotten', () => {
  const file = freshFile()
  writeWindowState(file, { ...state, x: 2500 })
  expect(readWindowState(file, [display])).toBeUndefined()
  expect(readWindowState(file, [display, { ...display, x: 1920 }])).toBeDefined()
})

test('a damaged or missing file is no reason to fail', () => {
  const file = freshFile()
  expect(readWindowState(file, [display])).toBeUndefined()
  for (const text of ['', '{', '[]', '{"x":"1"}', JSON.stringify({ ...state, width: -5 })]) {
    writeFileSync(file, text)
    expect(readWindowState(file, [display])).toBeUndefined()
  }
})
