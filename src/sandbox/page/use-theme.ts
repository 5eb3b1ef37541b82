import { useEffect, useState } from 'react'

type Theme = 'light' | 'dark'

const KEY = 'sandbox-theme'

/** Light or dark: as the system prefers, until the person chooses. */
export function useTheme(): { theme: Theme; toggle: () => void } {
  const [chosen, setChosen] = useState<Theme | undefined>(() => {
    const kept = localStorage.getItem(KEY)
    return kept === 'light' || kept === 'dark' ? kept : undefined
  })
  const [preferred, setPreferred] = useState<Theme>(preference)
  useEffect(() => {
    const query = window.matchMedia('(prefers-color-scheme: dark)')
    const listen = (): void => setPreferred(preference())
    query.addEventListener('change', listen)
    return () => query.removeEventListener('change', listen)
  }, [])
  const theme = chosen ?? preferred
  useEffect(() => {
    document.documentElement.dataset.theme = theme
  }, [theme])
  const toggle = (): void => {
    const next = theme === 'dark' ? 'light' : 'dark'
    localStorage.setItem(KEY, next)
    setChosen(next)
  }
  return { theme, toggle }
}

function preference(): Theme {
  return window.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
}
