// Draws the README's pictures: plays a Monday in the demo's workspace and looks at it with Chromium.
// usage: npm run picture, with CHROMIUM_PATH where Chromium is not /usr/bin/chromium.
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, type Locator, type Page } from 'playwright-core'
import { forceUtc } from '../src/config.ts'
import { DEMO } from '../src/demo/seed.ts'
import { type RunningDemo, startDemo } from '../src/demo/start.ts'
import { silentLog } from '../src/lib/log.ts'
import { packageRoot } from '../src/lib/root.ts'

forceUtc()

const CHROMIUM = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
const SHARPNESS = 2
/** A screen so tall that nothing has to be scrolled, and as wide as a thread is on its own. */
const TALL = { width: 760, height: 8_000 }

const NARRATIVES = [
  {
    person: 'U0PRIYA',
    channel: 'Paid search',
    happened: 'We spent more and the cost of a customer held. Generic carries it, Brand is flat.',
    because: 'The forecast landing page keeps converting, and sales calls those leads the same day.',
    next: 'Give Generic another 5 % and take it from Competitor, where clicks stay dear.',
  },
  {
    person: 'U0SAM',
    channel: 'Paid social',
    happened: 'Clicks got dearer again, and fewer of the leads qualified.',
    because:
      'CPM has climbed since the other tools began their offers, and founder-video-3 is worn out: it clicks far less than it did at its start.',
    next: 'Two new prospecting creatives live by Wednesday; founder-video-3 goes off today.',
  },
]

const dataDir = mkdtempSync(join(tmpdir(), 'drumbeat-picture-'))
// As root, the database runs as another user, who has to pass through.
chmodSync(dataDir, 0o711)
let demo: RunningDemo | undefined
let browser: Browser | undefined
try {
  demo = await startDemo({ port: 0, log: silentLog, dataDir })
  browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS })
  const page = await browser.newPage({ deviceScaleFactor: SHARPNESS, colorScheme: 'light' })
  await writeNarratives(demo)
  await drawReview(page, demo)
  await drawTest(page, demo)
  await drawImport(page, demo)
  await drawHome(page, demo)
} finally {
  await browser?.close()
  await demo?.stop()
  rmSync(dataDir, { recursive: true, force: true })
}

async function writeNarratives({ sandbox }: RunningDemo): Promise<void> {
  for (const { person, channel, happened, because, next } of NARRATIVES) {
    const owner = sandbox.asPerson(person)
    const reply = await sandbox.waitFor(
      () => sandbox.state.messages.find(({ text, thread_ts }) => thread_ts && text.startsWith(channel)),
      `the reply of ${channel}`,
      20_000,
    )
    await owner.click(reply, 'Write narrative')
    await owner.waitForModal('narrative_form')
    await owner.submit({ happened, because, next })
    await sandbox.waitFor(
      () => sandbox.state.messages.some(({ text }) => text.includes(happened)),
      `the words on ${channel}`,
    )
  }
}

async function drawReview(page: Page, { sandbox }: RunningDemo): Promise<void> {
  const header = await sandbox.waitFor(
    () =>
      sandbox.state.messages.find(({ blocks }) => JSON.stringify(blocks ?? []).includes(`${NARRATIVES.length} of 5`)),
    'the header to count the narratives',
    20_000,
  )
  const rows = await openThread(page, sandbox.url, header.ts)
  await page.getByRole('img', { name: /CAC/ }).first().waitFor()
  const [tests, ...narratives] = ['Tests ·', ...NARRATIVES.map(({ happened }) => happened)].map((words) => {
    return rows.filter({ hasText: words }).first()
  })
  await page
    .getByRole('img', { name: /went from/ })
    .first()
    .waitFor()
  await drawRows(page, 'review-thread.png', rows.nth(0), rows.nth(3))
  if (tests) await drawRows(page, 'tests.png', tests, tests)
  const [first, last] = [narratives[0], narratives.at(-1)]
  if (first && last) await drawRows(page, 'narratives.png', first, last)
  const actions = rows.filter({ hasText: "this week's focus" })
  await drawRows(page, 'actions.png', actions, actions)
}

/** The card of the test that is to be decided today. */
async function drawTest(page: Page, { sandbox }: RunningDemo): Promise<void> {
  const isDue = ({ blocks, thread_ts: parent }: { blocks?: unknown; thread_ts?: string | undefined }) =>
    parent === undefined && JSON.stringify(blocks ?? []).includes('*decision due*')
  const card = await sandbox.waitFor(() => sandbox.state.messages.find(isDue), 'a test to decide', 20_000)
  const rows = await openThread(page, sandbox.url, card.ts)
  await drawRows(page, 'test.png', rows.first(), rows.first())
}

async function drawImport(page: Page, { sandbox, exports }: RunningDemo): Promise<void> {
  const name = 'google-ads-last-week.csv'
  const dropped = await sandbox.asPerson('U0PRIYA').dropFile(DEMO.conversationId, {
    name,
    bytes: readFileSync(join(exports, name)),
    mimetype: 'text/csv',
    text: 'Google restated the weekend',
  })
  await page.setViewportSize(TALL)
  await page.goto(`${sandbox.url}/?as=U0PRIYA#${DEMO.conversationId}`)
  await page.getByRole('button', { name: /^Import [\d,]+ rows/ }).waitFor()
  const rows = page.getByRole('main').getByRole('article')
  await drawRows(page, 'import.png', page.locator(`[data-ts="${dropped.ts}"]`), rows.last())
}

async function drawHome(page: Page, { sandbox }: RunningDemo): Promise<void> {
  await page.setViewportSize({ width: 1_180, height: 720 })
  await page.goto(`${sandbox.url}/?as=U0SAM#home`)
  await page.getByRole('main').getByRole('button', { name: 'Write narrative' }).first().waitFor()
  await page.screenshot({ path: pathOf('home.png') })
}

async function openThread(page: Page, url: string, ts: string): Promise<Locator> {
  await page.setViewportSize(TALL)
  await page.goto(`${url}/?as=U0MARA&thread=${DEMO.conversationId}-${ts}#${DEMO.conversationId}`)
  return page.getByRole('complementary', { name: 'Thread' }).getByRole('article')
}

/** Draws what lies between two messages, the first and the last included, at the width of the screen. */
async function drawRows(page: Page, name: string, first: Locator, last: Locator): Promise<void> {
  await last.waitFor()
  const top = (await first.boundingBox())!
  const bottom = (await last.boundingBox())!
  const height = bottom.y + bottom.height - top.y
  await page.screenshot({ path: pathOf(name), clip: { x: 0, y: top.y, width: TALL.width, height } })
}

function pathOf(name: string): string {
  return join(packageRoot(), 'docs', name)
}
