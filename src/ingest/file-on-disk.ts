import type { ImportAnswers } from '../domain/import/import.ts'

/** A file on disk that somebody wants imported; the Slack ids are null where it came by the command line. */
export type FileOnDisk = {
  path: string
  fileName: string
  slackFileId: string | null
  conversationId: string | null
  answers: ImportAnswers
}
