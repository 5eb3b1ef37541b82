import { createRoot } from 'react-dom/client'
import 'slack-blocks-to-jsx/dist/style.css'
import { App } from './app.tsx'
import './layout.css'
import './sidebar.css'
import './message.css'
import './library.css'
import './form.css'
import './modal.css'

const root = document.getElementById('root')
if (root) createRoot(root).render(<App />)
