import { describe, expect, it } from 'vitest'
import { readConfig, readLocalConfig } from '../src/config.ts'

const SOCKET = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' }

const problemsOf = (env: Record<string, string>) => {
  const read = readConfig(env)
  return 'problems' in read ? read.problems.map(({ setting, problem, fix }) => `${setting} ${problem}. ${fix}`) : []
}

describe('the settings', () => {
  it('are complete with two tokens, and begin with what suits one machine', () => {
    expect(readConfig(SOCKET)).toEqual({
      config: {
        slack: { mode: 'socket', botToken: 'xoxb-1', appToken: 'xapp-1' },
        slackApiUrl: 'https://slack.com/api/',
        databaseUrl: undefined,
        dataDir: './data',
        host: '127.0.0.1',
        port: 3000,
        logLevel: 'info',
        publicUrl: undefined,
        sources: [],
      },
    })
  })

  it('choose HTTP mode by a signing secret without an app token', () => {
    const read = readConfig({ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 's', SLACK_APP_TOKEN: '' })

    expect(read).toMatchObject({ config: { slack: { mode: 'http', signingSecret: 's' } } })
  })

  it('that are empty count as absent, and an address may lack its last slash', () => {
    const env = { ...SOCKET, PORT: '', DATABASE_URL: '', SLACK_API_URL: 'http://127.0.0.1:3838/api' }

    expect(readConfig(env)).toMatchObject({ config: { port: 3000, slackApiUrl: 'http://127.0.0.1:3838/api/' } })
  })

  it('that are missing are all named, each with where it is found', () => {
    expect(problemsOf({})).toMatchInlineSnapshot(`
      [
        "SLACK_BOT_TOKEN is not set. Your app at api.slack.com/apps → OAuth & Permissions → Bot User OAuth Token (xoxb-…).",
        "SLACK_APP_TOKEN is not set. Your app → Basic Information → App-Level Tokens → Generate, with the scope connections:write (xapp-…). For HTTP mode set SLACK_SIGNING_SECRET instead.",
      ]
    `)
  })

  it('that are wrong are all named, each with what to write', () => {
    const env = {
      SLACK_BOT_TOKEN: 'xapp-1',
      SLACK_APP_TOKEN: 'xoxb-1',
      SLACK_API_URL: 'slack',
      DATABASE_URL: 'mysql://localhost/x',
      PORT: '80a',
      LOG_LEVEL: 'loud',
    }
    expect(problemsOf(env)).toMatchInlineSnapshot(`
      [
        "SLACK_API_URL is no address. Leave it out, or write a whole address such as https://slack.com/api/.",
        "DATABASE_URL is no PostgreSQL address. Write it as postgresql://user:password@host:5432/database, or leave it out for the built-in database.",
        "PORT is no port. Write a number from 0 to 65535; 3000 is the default.",
        "LOG_LEVEL is not known. Choose one of debug, info, warn, error, silent.",
        "SLACK_BOT_TOKEN is no bot token. A bot token begins with xoxb-; this may be the app token or a user token.",
        "SLACK_APP_TOKEN is no app-level token. An app-level token begins with xapp-.",
      ]
    `)
  })

  it('hold no secret in what is said about them', () => {
    const said = problemsOf({ SLACK_BOT_TOKEN: 'xoxp-very-secret', DATABASE_URL: 'mysql://me:hidden@db/x' }).join()

    expect(said).not.toMatch(/very-secret|hidden/)
  })

  it('are needed only for the database by commands that only touch that', () => {
    expect(readLocalConfig({ DATA_DIR: '/srv/drumbeat' })).toMatchObject({ config: { dataDir: '/srv/drumbeat' } })
    expect(readLocalConfig({ PORT: '70000' })).toMatchObject({ problems: [{ setting: 'PORT' }] })
  })
})
