// npm run bench [-- import|review|analysis|log|guardrails] [--rows N] [--pairs N] [--guardrails N]: our own work against its floor, side by side on this machine.
import { parseArgs } from 'node:util'
import { benchAnalysis } from './analysis.ts'
import { benchGuardrails } from './guardrails.ts'
import { benchImport } from './import.ts'
import { benchLog } from './log.ts'
import { benchReview } from './review.ts'

process.env.TZ = 'UTC'

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    rows: { type: 'string', default: '1000000' },
    pairs: { type: 'string', default: '3' },
    guardrails: { type: 'string', default: '100000' },
  },
})
const [rows, pairs] = [Number(values.rows), Number(values.pairs)]
const wanted = positionals.length > 0 ? positionals : ['import', 'review', 'analysis', 'log', 'guardrails']

if (wanted.includes('import')) await benchImport(rows, pairs)
if (wanted.includes('review')) await benchReview(rows)
if (wanted.includes('analysis')) await benchAnalysis(rows)
if (wanted.includes('log')) await benchLog()
if (wanted.includes('guardrails')) await benchGuardrails(Number(values.guardrails), pairs)
