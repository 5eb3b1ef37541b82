import { Command, Option } from 'commander'
import { type Finding, findingsAsText } from './cli/check.ts'
import { exportLog } from './cli/export.ts'
import { ingest } from './cli/ingest.ts'
import { preview } from './cli/preview.ts'
import { rehearse } from './cli/rehearse.ts'
import { listTheSources, runTheSource } from './cli/source.ts'
import { addTeam, listTeams, type NewTeam } from './cli/team.ts'
import { checkEverything } from './compose/checkup.ts'
import {
  type Common,
  common,
  demoAt,
  fullConfig,
  guarded,
  inDatabase,
  inTeam,
  inWorkspace,
  Refused,
  say,
  sourcesOf,
} from './compose/operator.ts'
import { createServices } from './compose/services.ts'
import { forceUtc, readConfig, readLocalConfig } from './config.ts'
import { type ImportAnswers, readStages } from './domain/import/import.ts'
import { importFile } from './ingest/import-file.ts'
import { explain } from './lib/explain.ts'
import { createLog } from './lib/log.ts'
import { backup, restore } from './store/backup.ts'

// The operator's verbs. Exit codes: 0 done, 1 failed, 2 refused with the reason, 3 needs an answer.

forceUtc()

const program = new Command('drumbeat')
  .description(
    "The operator's commands of Drumbeat. Settings come from the environment; --demo means the demo's own data.",
  )
  .showHelpAfterError()
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))

const team = program.command('team').description('make and list teams')
common(team.command('add <key>').description('make a team without clicking through Slack'))
  .requiredOption('--name <name>', 'what people call it')
  .requiredOption('--conversation <id>', 'the Slack channel it lives in, such as C0123456789')
  .requiredOption('--zone <zone>', 'its time zone, such as Europe/Berlin')
  .requiredOption('--currency <code>', 'its currency, such as EUR')
  .option('--review <when>', 'weekday and time of the review', 'Mon 09:00')
  .action((key: string, given: NewTeam & Common) =>
    inWorkspace(given, async (ctx) => say(await addTeam(ctx, key, given))),
  )
common(team.command('list').description('list all teams')).action((given: Common) =>
  inWorkspace(given, async (ctx) => say(await listTeams(ctx))),
)

type IngestOptions = Common & {
  team: string
  dryRun?: boolean
  json?: boolean
  dateOrder?: ImportAnswers['dateOrder']
  decimal?: ImportAnswers['decimal']
  currency?: string
  leaveOut?: string[]
  leaveOutStages?: string
  conversions?: string
  wonStage?: string
  replaceGrain?: boolean
  overlap?: ImportAnswers['overlap']
}
common(program.command('ingest <file>').description('import a file of numbers, as if it had been dropped in Slack'))
  .requiredOption('--team <key>', 'the team the numbers belong to')
  .option('--dry-run', 'say what it would do, and change nothing')
  .option('--json', 'print the preview as data')
  .addOption(new Option('--date-order <order>', 'how its dates are written').choices(['dmy', 'mdy', 'ymd']))
  .addOption(new Option('--decimal <sign>', 'its decimal sign').choices(['comma', 'point']))
  .option('--currency <code>', 'the currency of a file that names none')
  .option('--leave-out <platform...>', 'platforms whose rows repeat those of another; "" keeps all')
  .option(
    '--leave-out-stages <stages>',
    'stages of CRM objects that another export counts, as in won,lost; "" counts both',
  )
  .option('--conversions <column>', 'the column that counts conversions, where a file counts several outcomes')
  .option('--won-stage <stage>', 'the stage of a CRM that means won, as the file writes it; "" where none does')
  .option('--replace-grain', 'replace days that are there by campaign, ad group or ad by what the file has')
  .addOption(
    new Option('--overlap <what>', 'days of a platform that another kind of export brought').choices([
      'replace',
      'keep',
    ]),
  )
  .action((file: string, given: IngestOptions) =>
    inTeam(given, async (ctx) => {
      const { text, code } = await ingest(
        ctx,
        file,
        { answers: answersOf(given), dryRun: given.dryRun === true, json: given.json === true },
        importFile,
      )
      say(text)
      process.exitCode = code
    }),
  )

const source = program.command('source').description('where numbers come from without a file')
common(source.command('list').description("list a team's sources, and how they do"))
  .requiredOption('--team <key>', 'the team')
  .action((given: Common & { team: string }) =>
    inTeam(given, async (ctx) => say(await listTheSources(ctx, sourcesOf(given, ctx)))),
  )
common(source.command('run <name>').description('read a warehouse of SOURCES now'))
  .requiredOption('--team <key>', 'the team')
  .action((name: string, given: Common & { team: string }) =>
    inTeam(given, async (ctx) => {
      const { text, code } = await runTheSource(ctx, name, sourcesOf(given, ctx))
      say(text)
      process.exitCode = code
    }),
  )

common(program.command('preview').description('print the review of a week as it would be posted'))
  .requiredOption('--team <key>', 'the team')
  .option('--week <week>', 'an ISO week such as 2026-W47; the last complete one by default')
  .option('--json', 'print it as data')
  .action((given: Common & { team: string; week?: string; json?: boolean }) =>
    inTeam(given, async (ctx) => say(await preview(ctx, { week: given.week, json: given.json === true }))),
  )

common(program.command('alerts').description('say what the guardrails would have said, had they stood as they do now'))
  .requiredOption('--team <key>', 'the team')
  .option('--days <count>', 'how many days up to yesterday', '180')
  .action((given: Common & { team: string; days: string }) =>
    inTeam(given, async (ctx) => say(await rehearse(ctx, given))),
  )

program
  .command('tick')
  .description('do all that is due at an instant, then exit')
  .option('--at <instant>', 'an ISO instant; now by default. One in the future only against a Slack on this machine')
  .option('--demo [port]', "the demo's data and workspace, while the demo runs")
  .action((given: { at?: string; demo?: string | true }) => guarded(() => tick(given)))

program
  .command('check')
  .description('say everything that is not right: settings, database, Slack, clocks')
  .action(() => guarded(check))

common(program.command('backup <file>').description('write the whole database into one file')).action(
  (file: string, given: Common) =>
    inDatabase(given, async (db) => {
      await backup(db, file)
      say(`Wrote ${file}.`)
    }),
)
common(program.command('restore <file>').description('replace the whole database by a backup')).action(
  (file: string, given: Common) =>
    inDatabase(given, async (db) => {
      await restore(db, file)
      say(`Restored ${file}.`)
    }),
)

common(program.command('export <dir>').description('write the log of all tests into a folder, as CSV and JSON'))
  .option('--team <key>', 'only this team; all teams of the workspace by default')
  .action((dir: string, given: Common & { team?: string }) =>
    inWorkspace(given, async (ctx) => say(await exportLog(ctx, dir, given.team))),
  )

await program.parseAsync()

async function tick(given: { at?: string; demo?: string | true }): Promise<void> {
  const config = given.demo ? demoAt(given.demo === true ? undefined : given.demo) : fullConfig()
  const at = given.at === undefined ? new Date() : new Date(given.at)
  if (Number.isNaN(at.getTime()))
    throw new Refused(`--at "${given.at}" is no instant. Write it as in 2026-11-30T08:00:00Z.`)
  if (at > new Date() && !isLoopback(config.slackApiUrl)) {
    throw new Refused(
      '--at lies in the future, and Slack is the real one: nothing was done. A rehearsal needs SLACK_API_URL on this machine, as in the demo (--demo).',
    )
  }
  const services = await createServices(config, { log: createLog(config.logLevel), now: () => new Date() })
  try {
    await services.identify().catch((error: unknown) => {
      if (!given.demo) throw error
      throw new Refused(
        `The demo does not answer at ${config.slackApiUrl} (${explain(error)}). Start it in another terminal (npm run demo), or name its port where it has another one: --demo 4000`,
      )
    })
    const { ran } = await services.tick(at)
    const unguarded = (await services.guard(at)).failed
    for (const { team: key, week, late } of ran.opened)
      say(`opened the review of ${week} for ${key}${late ? ', late' : ''}`)
    for (const { team: key, week } of ran.missed) say(`missed the review of ${week} for ${key}`)
    for (const key of ran.failed) say(`failed for ${key}: see the log`)
    for (const id of unguarded) say(`the guardrails of ${id} could not be judged: see the log`)
    const read = await services.sources.runDue(at)
    for (const each of read) say(`read ${each.name}: ${each.kind === 'failed' ? each.problem.sentence : each.kind}`)
    await services.announcer.run()
    if (ran.opened.length + ran.missed.length + ran.failed.length + read.length + unguarded.length === 0)
      say('no review and no source was due')
    if (ran.failed.length + unguarded.length > 0) process.exitCode = 1
  } finally {
    await services.close()
  }
}

async function check(): Promise<void> {
  const read = readConfig()
  const findings: Finding[] =
    'problems' in read
      ? read.problems.map(({ setting, problem, fix }) => ({ what: setting, ok: false, says: problem, fix }))
      : [{ what: 'Settings', ok: true, says: `complete, ${read.config.slack.mode} mode` }]
  const local = readLocalConfig()
  if ('config' in local) findings.push(...(await checkEverything(local.config, 'config' in read ? read.config : null)))
  say(findingsAsText(findings))
  if (findings.some(({ ok }) => !ok)) process.exitCode = 1
}

function answersOf(given: IngestOptions): ImportAnswers {
  const { dateOrder, decimal, currency, leaveOut, leaveOutStages, conversions, wonStage, replaceGrain, overlap } = given
  return {
    ...(dateOrder && { dateOrder }),
    ...(decimal && { decimal }),
    ...(currency && { currency: currency.toUpperCase() }),
    ...(leaveOut && { leaveOutPlatforms: leaveOut.filter((platform) => platform !== '') }),
    ...(leaveOutStages !== undefined && { leaveOutStages: readStages(leaveOutStages) }),
    ...(conversions !== undefined && { conversionsColumn: conversions }),
    ...(wonStage !== undefined && { wonStage }),
    ...(replaceGrain && { replaceGrain }),
    ...(overlap && { overlap }),
  }
}

function isLoopback(address: string): boolean {
  return ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(address).hostname)
}
