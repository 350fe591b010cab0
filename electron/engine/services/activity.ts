import type { Activity } from '../activity.ts'
import type { Services } from './services.ts'

/** Calls on what programs asked of the port. */
export const createActivityServices = (activity: Activity) =>
  ({ 'activity.list': async ({ limit }) => activity.list(limit) }) satisfies Partial<Services>
