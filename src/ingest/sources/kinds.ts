import { openPostgres } from './postgres.ts'
import type { OpenWarehouse, WarehouseKind } from './settings.ts'

/** Each kind of warehouse with what opens it. */
export const OPENERS: Record<WarehouseKind, OpenWarehouse> = { postgres: openPostgres }
