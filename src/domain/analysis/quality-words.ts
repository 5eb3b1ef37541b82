import { formatChange, formatCount, formatPercent } from '../../lib/format.ts'
import { type Naming, stageName } from './driver-words.ts'
import { hasMoved, type QualityFinding, type StageMove } from './quality.ts'

/**
 * The quality check in words: what the top did, what came of it, where it is lost. `Leads rose but customers did not: 7,449 →
 * 8,120 leads (+9 %), 1,180 → 1,090 SQLs (−8 %). Lost at MQLs per lead, 39.7 % → 33.8 %.`
 */
export function qualityInWords({ kind, channelIds, top, bottom, at }: QualityFinding, naming: Naming): string {
  const [only] = channelIds
  const place = channelIds.length === 1 && only !== undefined && naming.channels > 1 ? `${naming.nameOf(only)}: ` : ''
  const rates = `${formatPercent(at.before)} → ${formatPercent(at.after)}`
  const where = `${stageName(at.to)} per ${stageName(at.from).slice(0, -1)}, ${rates}`
  const moved = `${stageMoved(top)}, ${stageMoved(bottom)}`
  return `${place}${headline(kind, top, bottom)}: ${moved}. ${kind === 'lost' ? 'Lost' : 'Gained'} at ${where}.`
}

function headline(kind: QualityFinding['kind'], top: StageMove, bottom: StageMove): string {
  const [many, results] = ['Leads', stageName(bottom.stage)]
  const topMoved = hasMoved(top)
  const bottomMoved = hasMoved(bottom)
  if (kind === 'lost') {
    if (topMoved && top.change > 0) return `${many} rose and ${results} did not follow`
    if (!topMoved) return `${many} held and ${results} fell`
    return `${results.charAt(0).toUpperCase()}${results.slice(1)} fell further than leads`
  }
  if (topMoved && top.change < 0)
    return `${many} fell and ${bottomMoved && bottom.change > 0 ? `${results} rose` : `${results} held`}`
  if (!topMoved) return `${many} held and ${results} rose`
  return `${results.charAt(0).toUpperCase()}${results.slice(1)} rose further than leads`
}

function stageMoved({ stage, before, after, change }: StageMove): string {
  return `${formatCount(before)} → ${formatCount(after)} ${stageName(stage)} (${formatChange(change, { digits: 0 })})`
}
