import { readFileSync, writeFileSync } from 'node:fs'
import type { Rectangle } from 'electron'
import { z } from 'zod'

const WindowState = z.object({
  x: z.int(),
  y: z.int(),
  width: z.int().min(480),
  height: z.int().min(360),
  maximized: z.boolean(),
})
/** Where the window was when it was last closed: its normal bounds in display points, and whether it was maximised. */
export type WindowState = z.infer<typeof WindowState>

/** The state kept in that file; undefined when there is none, or when its place is on no display any more. */
export function readWindowState(path: string, workAreas: Rectangle[]): WindowState | undefined {
  const state = parse(path)
  return state && workAreas.some((area) => overlaps(area, state)) ? state : undefined
}

/** Keeps the state; a window that cannot keep it opens in the default place, which is no reason to fail. */
export function writeWindowState(path: string, state: WindowState): void {
  try {
    writeFileSync(path, JSON.stringify(state))
  } catch (error) {
    console.error('The place of the window was not kept.', error)
  }
}

function parse(path: string): WindowState | undefined {
  try {
    return WindowState.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return undefined
  }
}

function overlaps(area: Rectangle, window: Rectangle): boolean {
  const visible = 60
  const across = Math.min(area.x + area.width, window.x + window.width) - Math.max(area.x, window.x)
  return across >= visible && window.y >= area.y - 1 && window.y <= area.y + area.height - visible
}
