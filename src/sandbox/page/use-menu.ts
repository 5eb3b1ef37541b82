import { useEffect, useState } from 'react'

type Menu = { open: boolean; setOpen: (open: boolean) => void; anchor: (element: Element | null) => void }

/** Whether a menu is open; a click beside its anchor and Esc close it. */
export function useMenu(): Menu {
  const [open, setOpen] = useState(false)
  const [anchor, setAnchor] = useState<Element | null>(null)
  useEffect(() => {
    if (!open) return
    const press = (event: PointerEvent): void => {
      if (event.target instanceof Node && !anchor?.contains(event.target)) setOpen(false)
    }
    const key = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') setOpen(false)
    }
    window.addEventListener('pointerdown', press)
    window.addEventListener('keydown', key)
    return () => {
      window.removeEventListener('pointerdown', press)
      window.removeEventListener('keydown', key)
    }
  }, [open, anchor])
  return { open, setOpen, anchor: setAnchor }
}
