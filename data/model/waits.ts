import type { Wait } from './actuator.ts'

/** Whether a wait lasts until somebody does something; others pass by themselves. */
export const needsSomebody = ({ reason }: Pick<Wait, 'reason'>): boolean =>
  ['board', 'heartbeat', 'trip', 'emergency-stop', 'level'].includes(reason)
