import { useState } from 'react'
import type { Look, Tool } from './scene.ts'

interface State {
  look: Look
  tool: Tool | null
  /** How it was looked at before the tool was taken up. */
  before: Look
}

/** How each tool is looked at first: a box is drawn on the large original, of a focus the result tells more. */
const looksOf: Record<Tool, Look> = { crop: 'original', focus: 'side' }

export type Looking = ReturnType<typeof useLooking>

/** How the pictures are looked at, and the tool in hand: it works on the original, and is put down where that is not seen. */
export function useLooking() {
  const [{ look, tool, before }, setState] = useState<State>({ look: 'slider', tool: null, before: 'slider' })
  const closeTool = () => setState({ look: before, tool: null, before })
  return {
    look,
    tool,
    setLook: (next: Look) => {
      const isForTools = next === 'original' || next === 'side'
      setState({ look: next, tool: isForTools ? tool : null, before: next })
    },
    toggleTool: (next: Tool) =>
      tool === next ? closeTool() : setState({ look: looksOf[next], tool: next, before: tool ? before : look }),
    closeTool,
  }
}
