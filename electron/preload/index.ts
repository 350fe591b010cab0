import { contextBridge, type IpcRendererEvent, ipcRenderer, webUtils } from 'electron'
import type { Bridge } from '#shared/bridge.ts'
import type { LibraryEvent } from '#shared/events.ts'

const bridge: Bridge = {
  platform: process.platform,
  call: (name, input) => ipcRenderer.invoke('call', name, input),
  listen(listener) {
    const hear = (_: IpcRendererEvent, event: LibraryEvent) => listener(event)
    ipcRenderer.on('event', hear)
    return () => {
      ipcRenderer.off('event', hear)
    }
  },
  pathForFile: (file) => webUtils.getPathForFile(file),
}

contextBridge.exposeInMainWorld('bridge', bridge)
