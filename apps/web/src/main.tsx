import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/app.tsx'
import { createAppQueryClient } from './app/query-client.ts'
import './styles/layers.css'
import '@greenroom/ui/styles.css'
import './styles/index.css'

const container = document.getElementById('root')
if (container === null) throw new Error('index.html has no element #root')

createRoot(container).render(
  <StrictMode>
    <App queryClient={createAppQueryClient()} />
  </StrictMode>,
)
