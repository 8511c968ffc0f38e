import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/app.tsx'
import { applyTheme } from './app/theme.ts'
import { registerOffline } from './offline/register.ts'
import './styles.css'

const container = document.getElementById('root')
if (container === null) throw new Error('index.html has no element #root')

applyTheme()
createRoot(container).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
// Storing the files must not delay the page and its editor.
addEventListener('load', () => setTimeout(() => void registerOffline(), 3_000), { once: true })
