import { useState } from 'react'
import type { DuplicateSettings } from '#shared/duplicates.ts'
import { useAnswer } from '../../../hooks/use-answer.ts'
import { useWindow } from '../../../state/window.ts'
import { Button } from '../../../ui/Button.tsx'
import { RulesIcon } from '../../../ui/icons.tsx'
import { ProtectedSources } from './ProtectedSources.tsx'
import { Rules } from './Rules.tsx'
import './settings.css'

const popoverId = 'duplicate-rules'

/** Which copy is suggested to keep, and which are never discarded; changes hold at once. */
export function Settings() {
  const [turn, setTurn] = useState(0)
  return (
    <div className="settings-place">
      <Button icon={<RulesIcon />} popoverTarget={popoverId}>
        Rules
      </Button>
      <div id={popoverId} popover="auto" className="settings" onToggle={() => setTurn((now) => now + 1)}>
        {turn > 0 && <Form key={turn} />}
      </div>
    </div>
  )
}

function Form() {
  const { client, actions } = useWindow()
  const { value, failure } = useAnswer('settings', () => client.duplicates.settings({}))
  const [changed, setChanged] = useState<DuplicateSettings | null>(null)
  const settings = changed ?? value
  if (failure) return <p className="hint">{failure.message}</p>
  if (!settings) return null
  const change = (part: Partial<DuplicateSettings>) => {
    const next = { ...settings, ...part }
    setChanged(next)
    void actions.attempt(async () => {
      const { journal } = await client.duplicates.configure(next).catch((error: unknown) => {
        setChanged(settings)
        throw error
      })
      actions.tell('Changed the rules for duplicates', { journal })
    })
  }
  return (
    <>
      <Rules rules={settings.rules} onChange={(rules) => change({ rules })} />
      <ProtectedSources
        sources={settings.protectedSources}
        onChange={(protectedSources) => change({ protectedSources })}
      />
    </>
  )
}
