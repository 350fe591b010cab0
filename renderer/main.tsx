import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './App.tsx'
import { chooseTransport } from './api/client.ts'
import { createWindowState, WindowContext } from './state/window.ts'
import './styles/tokens.css'
import './styles/base.css'
import './styles/controls.css'
import './styles/cards.css'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')
createRoot(root).render(
  <StrictMode>
    <WindowContext value={createWindowState(chooseTransport(), localStorage)}>
      <App />
    </WindowContext>
  </StrictMode>,
)
