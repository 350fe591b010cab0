import { useEffect } from 'react'
import { useDownloads, useWindow } from '../../state/window.ts'
import { AllowList } from '../../ui/delivery/AllowList.tsx'
import { Part } from './Part.tsx'

const none: readonly string[] = []

/** The hosts that pictures may be fetched from though they are not public. */
export function Downloads() {
  const { downloads } = useWindow()
  const hosts = useDownloads((state) => state.allowedHosts) ?? none
  useEffect(() => void downloads.getState().reload(), [downloads])
  return (
    <Part title="Downloads" hint="Pictures that are given by URL are fetched from public addresses alone.">
      <h3>Allowed hosts</h3>
      <p className="hint">
        Names, addresses and ranges listed here are fetched from, too, even if they are private. Whoever may upload or
        import by URL then reaches them through Magpie and sees what pictures are there: list no more than you need, and
        name the port where you can.
      </p>
      <AllowList
        entries={hosts}
        label="Host to allow"
        example="localhost:3000 or 192.168.1.0/24"
        onAllow={(text) => downloads.getState().allow(text)}
        onForbid={(host) => void downloads.getState().forbid(host)}
      />
    </Part>
  )
}
