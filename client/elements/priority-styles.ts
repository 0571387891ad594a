import { css } from 'lit'

/**
 * How loud an alarm of a priority is: `--fill` and `--on-fill` until somebody knows of it, `--mark` for its outline and icon.
 * Full red is kept for what cannot wait.
 */
export const priorityStyles = css`
  .urgent,
  .high {
    --fill: var(--alarm);
    --on-fill: var(--on-alarm);
    --mark: var(--alarm);
  }
  .medium {
    --fill: color-mix(in srgb, var(--alarm) 14%, var(--card));
    --on-fill: var(--ink);
    --mark: var(--alarm);
  }
  .low {
    --fill: var(--sunken);
    --on-fill: var(--ink);
    --mark: var(--quiet);
  }
`
