import { formatChange, formatCount, formatPercent } from '../../lib/format.ts'
import { type Naming, stageName, stageNameOfOne } from './driver-words.ts'
import { hasMoved, type QualityFinding, type StageMove } from './quality.ts'

/**
 * The quality check in words: what the top did, what came of it, where it is lost. `Leads rose but customers did not: 7,449 →
 * 8,120 leads (+9 %), 1,180 → 1,090 SQLs (−8 %). Lost at MQLs per lead, 39.7 % → 33.8 %.`
 */
export function qualityInWords(
  { kind, channelIds, top, bottom, at }: QualityFinding,
  { nameOf }: Pick<Naming, 'nameOf'>,
): string {
  const [only] = channelIds
  const place = channelIds.length === 1 && only !== undefined ? `${nameOf(only)}: ` : ''
  const rates = `${formatPercent(at.before)} → ${formatPercent(at.after)}`
  const where = `${stageName(at.to)} per ${stageNameOfOne(at.from)}, ${rates}`
  const moved = `${stageMoved(top)}, ${stageMoved(bottom)}`
  return `${place}${headline(kind, top, bottom)}: ${moved}. ${kind === 'lost' ? 'Lost' : 'Gained'} at ${where}.`
}

function headline(kind: QualityFinding['kind'], top: StageMove, bottom: StageMove): string {
  const results = stageName(bottom.stage)
  const atStart = results.charAt(0).toUpperCase() + results.slice(1)
  const leads = hasMoved(top) ? (top.change > 0 ? 'rose' : 'fell') : 'held'
  if (kind === 'lost') {
    if (leads === 'fell') return `${atStart} fell further than leads`
    return leads === 'rose' || bottom.change > 0
      ? `Leads rose and ${results} did not follow`
      : `Leads held and ${results} fell`
  }
  if (leads === 'rose') return `${atStart} rose further than leads`
  if (leads === 'held' && bottom.change > 0) return `Leads held and ${results} rose`
  return `Leads fell and ${results} ${hasMoved(bottom) && bottom.change > 0 ? 'rose' : 'did not fall as far'}`
}

function stageMoved({ stage, before, after, change }: StageMove): string {
  return `${formatCount(before)} → ${formatCount(after)} ${stageName(stage)} (${formatChange(change, { digits: 0 })})`
}
