// npm run bench [-- import|review|analysis|log] [--rows N] [--pairs N]: our own work against its floor, side by side on this machine.
import { parseArgs } from 'node:util'
import { benchAnalysis } from './analysis.ts'
import { benchImport } from './import.ts'
import { benchLog } from './log.ts'
import { benchReview } from './review.ts'

process.env.TZ = 'UTC'

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { rows: { type: 'string', default: '1000000' }, pairs: { type: 'string', default: '3' } },
})
const [rows, pairs] = [Number(values.rows), Number(values.pairs)]
const wanted = positionals.length > 0 ? positionals : ['import', 'review', 'analysis', 'log']

if (wanted.includes('import')) await benchImport(rows, pairs)
if (wanted.includes('review')) await benchReview(rows)
if (wanted.includes('analysis')) await benchAnalysis(rows)
if (wanted.includes('log')) await benchLog()
