import { asJson, asList, asText, type Json, textOfObject } from '../json.ts'
import type { ViewValues } from '../types.ts'
import { Display } from './display.tsx'
import { Element } from './element.tsx'
import { Table } from './table.tsx'

/** What happens when somebody uses an element: `act` tells the app, `enter` only keeps what was entered. */
export type Hand = {
  values: ViewValues
  errors: Record<string, string>
  enter: (action: Json) => void
  act: (action: Json) => void
  options: (ask: Json) => Promise<Json[]>
  /** Uploads a file for a file input, and gives it as the form holds it. */
  attach: (file: File) => Promise<Json | undefined>
}

/** Draws blocks, with elements that work. */
export function Blocks({ blocks, hand }: { blocks: Json[]; hand: Hand }) {
  return (
    <div className="blocks">
      {blocks.map((block, index) => (
        <OneBlock key={asText(block.block_id) ?? index} block={block} hand={hand} />
      ))}
    </div>
  )
}

function OneBlock({ block, hand }: { block: Json; hand: Hand }) {
  switch (block.type) {
    case 'actions':
      return (
        <div className="actions">
          {asList(block.elements).map((element) => (
            <Element key={asText(element.action_id)} block={block} element={element} hand={hand} />
          ))}
        </div>
      )
    case 'input':
      return <InputBlock block={block} hand={hand} />
    case 'table':
    case 'data_table':
      return <Table block={block} />
    case 'image':
      return <ImageBlock block={block} />
    case 'divider':
      return <hr className="divider" />
    case 'section':
      return <Section block={block} hand={hand} />
    default:
      return <Display blocks={[block]} />
  }
}

function Section({ block, hand }: { block: Json; hand: Hand }) {
  const { accessory, ...rest } = block
  const element = asJson(accessory)
  return (
    <div className="section">
      <div className="grow">
        <Display blocks={[rest]} />
      </div>
      {element.type === 'image' && (
        <img className="thumbnail" src={sourceOf(element)} alt={asText(element.alt_text) ?? ''} />
      )}
      {element.type !== undefined && element.type !== 'image' && (
        <Element block={block} element={element} hand={hand} />
      )}
    </div>
  )
}

const GROUPS = ['radio_buttons', 'checkboxes']

function InputBlock({ block, hand }: { block: Json; hand: Hand }) {
  const element = asJson(block.element)
  const blockId = asText(block.block_id) ?? ''
  const id = `${blockId}-${asText(element.action_id)}`
  const error = hand.errors[blockId]
  const isGroup = GROUPS.includes(asText(element.type) ?? '')
  const label = (
    <>
      {textOfObject(block.label)}
      {block.optional === true && <span className="optional"> (optional)</span>}
    </>
  )
  return (
    <div className={error ? 'input wrong' : 'input'}>
      {isGroup ? (
        <span className="label" id={`${id}-label`}>
          {label}
        </span>
      ) : (
        <label className="label" htmlFor={id}>
          {label}
        </label>
      )}
      <Element block={block} element={element} hand={hand} id={id} label={textOfObject(block.label)} />
      {block.hint !== undefined && <p className="hint">{textOfObject(block.hint)}</p>}
      {error && (
        <p className="error" role="alert">
          {error}
        </p>
      )}
    </div>
  )
}

function ImageBlock({ block }: { block: Json }) {
  const title = textOfObject(block.title)
  const alt = asText(block.alt_text) ?? ''
  return (
    <figure className="picture">
      {title && <figcaption>{title}</figcaption>}
      <a href={sourceOf(block)} target="_blank" rel="noreferrer">
        <img src={sourceOf(block)} alt={alt} />
      </a>
    </figure>
  )
}

/** Where a picture comes from: its address, or the file of the workspace it names. */
function sourceOf(image: Json): string {
  const file = asJson(image.slack_file)
  const id = asText(file.id) ?? /\/files\/(F\w+)/.exec(asText(file.url) ?? '')?.[1]
  return id ? `/page/file/${id}` : (asText(image.image_url) ?? '')
}
