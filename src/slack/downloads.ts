import { createWriteStream } from 'node:fs'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { WebClient } from '@slack/web-api'
import { Invalid, NotFound } from '../lib/errors.ts'

const LARGEST_BYTES = 300 * 1024 * 1024
const TIMEOUT_MS = 120_000

/** Where files may come from: Slack, or the host of the API address in use. */
export type Origin = { token: string; slackApiUrl: string; dataDir: string }

/** Downloads a file of Slack to disk, hands it to `use`, and removes it. */
export async function withSlackFile<T>(
  client: WebClient,
  slackFileId: string,
  origin: Origin,
  use: (file: { path: string; fileName: string }) => Promise<T>,
): Promise<T> {
  const { file } = await client.files.info({ file: slackFileId })
  const address = file?.url_private_download ?? file?.url_private
  const fileName = file?.name ?? 'file'
  if (!address) throw new NotFound(`Slack does not hand out ${fileName}. Drop it here again.`)
  if ((file?.size ?? 0) > LARGEST_BYTES)
    throw new Invalid(
      `${fileName} is larger than 300 MB. Split it by month, or use the command line: \`npm run drumbeat -- ingest FILE\`.`,
    )
  const parent = join(origin.dataDir, 'downloads')
  await mkdir(parent, { recursive: true })
  const folder = await mkdtemp(join(parent, 'file-'))
  try {
    const path = join(folder, 'file')
    await download(trusted(address, origin), origin.token, path)
    return await use({ path, fileName })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** The token goes along with the request, so it goes to Slack and to nobody else. */
function trusted(address: string, { slackApiUrl }: Origin): string {
  const { hostname, protocol, origin } = new URL(address)
  const isSlack = protocol === 'https:' && (hostname === 'slack.com' || hostname.endsWith('.slack.com'))
  if (!isSlack && origin !== new URL(slackApiUrl).origin)
    throw new Invalid(
      `This file lies at ${hostname}, outside of Slack, where I cannot read it. Download it and drop it here.`,
    )
  return address
}

async function download(address: string, token: string, path: string): Promise<void> {
  const response = await fetch(address, {
    headers: { authorization: `Bearer ${token}` },
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  })
  if (!response.ok || !response.body) throw new Error(`the download was answered with ${response.status}`)
  await pipeline(response.body, createWriteStream(path))
}
