import { useState } from 'react'
import { optionsOf } from '../form.ts'
import { asJson, asText, type Json, textOfObject } from '../json.ts'
import { useMenu } from './use-menu.ts'

/** Draws a button, with its question first when it has one. */
export function Button({ element, press }: { element: Json; press: () => void }) {
  const [asking, setAsking] = useState(false)
  const style = asText(element.style) ?? 'plain'
  const label = textOfObject(element.text)
  const go = (): void => {
    setAsking(false)
    const url = asText(element.url)
    if (url) window.open(url, '_blank', 'noopener')
    press()
  }
  return (
    <>
      <button
        type="button"
        className={`button ${style}`}
        aria-label={asText(element.accessibility_label)}
        onClick={() => (element.confirm === undefined ? go() : setAsking(true))}
      >
        {label}
      </button>
      {asking && <Question confirm={asJson(element.confirm)} yes={go} no={() => setAsking(false)} />}
    </>
  )
}

function Question({ confirm, yes, no }: { confirm: Json; yes: () => void; no: () => void }) {
  const title = textOfObject(confirm.title)
  return (
    <div className="veil">
      <div className="dialog" role="alertdialog" aria-label={title}>
        <h2>{title}</h2>
        <p>{textOfObject(confirm.text)}</p>
        <footer>
          <button type="button" className="button" onClick={no}>
            {textOfObject(confirm.deny) || 'Cancel'}
          </button>
          <button type="button" className={`button ${asText(confirm.style) ?? 'primary'}`} onClick={yes}>
            {textOfObject(confirm.confirm) || 'Yes'}
          </button>
        </footer>
      </div>
    </div>
  )
}

/** Draws a "⋯" menu. */
export function Overflow({ element, choose }: { element: Json; choose: (option: Json) => void }) {
  const { open, setOpen, anchor } = useMenu()
  return (
    <span className="menu-anchor" ref={anchor}>
      <button
        type="button"
        className="button icon"
        aria-label="More actions"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        ⋯
      </button>
      {open && (
        <div className="menu" role="menu">
          {optionsOf(element).map((option) => (
            <button
              key={asText(option.value)}
              type="button"
              role="menuitem"
              onClick={() => {
                setOpen(false)
                choose(option)
              }}
            >
              {textOfObject(option.text)}
            </button>
          ))}
        </div>
      )}
    </span>
  )
}
