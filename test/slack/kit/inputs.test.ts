import { describe, expect, it } from 'vitest'
import { fileInput } from '../../../src/slack/kit/inputs.ts'
import { validateBlocks } from '../../../src/slack/kit/limits.ts'

describe('an input for files', () => {
  it('takes any files, unless it names their types and their number', () => {
    expect(fileInput({ id: 'files', label: 'Files' }).element).toEqual({ type: 'file_input', action_id: 'files' })

    const units = fileInput({ id: 'units', label: 'Units as CSV', optional: true, filetypes: ['csv'], maxFiles: 1 })

    expect(units).toMatchObject({
      block_id: 'units',
      optional: true,
      element: { type: 'file_input', action_id: 'units', filetypes: ['csv'], max_files: 1 },
    })
    expect(validateBlocks([units], 'modal')).toEqual([])
  })
})
