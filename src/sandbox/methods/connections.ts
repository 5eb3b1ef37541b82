import type { Method } from '../web-api.ts'

/** `apps.*`, which take the app-level token. */
export function connectionMethods(ticketUrl: () => string): Record<string, Method> {
  return {
    'apps.connections.open': { token: 'app', scope: 'connections:write', run: () => ({ url: ticketUrl() }) },
  }
}
