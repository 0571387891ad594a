import { css } from 'lit'

/** Fields to type in, beside the plain buttons of `shared`. */
export const form = css`
  input,
  select {
    min-height: 44px;
    min-width: 44px;
    padding: 0 10px;
    border: 1px solid var(--control);
    border-radius: 10px;
    background: var(--card);
    color: inherit;
    font: inherit;
    font-variant-numeric: tabular-nums;
    max-width: 100%;
  }
  input[aria-invalid='true'] {
    border-color: var(--alarm);
    border-width: 2px;
  }
  .field {
    display: grid;
    gap: 4px;
    min-width: 0;
  }
  .field > span,
  .label {
    font-size: 0.875rem;
    color: var(--quiet);
  }
  .problem {
    display: flex;
    gap: 8px;
    font-size: 0.9375rem;
    font-weight: 550;
  }
  .problem .icon {
    color: var(--alarm);
    margin-top: 0.1em;
  }
  .primary {
    background: var(--ink);
    border-color: var(--ink);
    color: var(--page);
  }
  .primary:hover:not(:disabled),
  .primary:active:not(:disabled) {
    background: color-mix(in srgb, var(--ink) 85%, var(--page));
  }
  .primary:disabled {
    background: var(--sunken);
  }
  h2 {
    font-size: 1rem;
    font-weight: 650;
  }
`
