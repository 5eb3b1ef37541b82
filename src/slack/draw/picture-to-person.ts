import { altText } from '../../charts/alt-text.ts'
import type { ChartSpec } from '../../charts/spec.ts'
import { openDm } from '../messenger.ts'
import type { Click } from '../requests.ts'

/** Sends a picture to a person's direct messages: Slack cannot show an uploaded picture to one person in a channel. */
export async function sendPictureTo(
  { client, userId, desk }: Pick<Click, 'client' | 'userId' | 'desk'>,
  spec: ChartSpec,
  fileName: string,
): Promise<void> {
  await client.files.uploadV2({
    channel_id: await openDm(client, userId),
    file: await desk.renderChart(spec),
    filename: fileName,
    alt_text: altText(spec),
    initial_comment: spec.title,
  })
}
