import { css } from 'lit'

/** Fields of a form: label above, hint and what is wrong below. */
export const form = css`
  .field {
    display: block;
    min-width: 0;
  }
  .field > label,
  .field > .label {
    display: block;
    font-weight: 550;
    margin-bottom: 4px;
  }
  .field input,
  .field select {
    width: 100%;
    min-width: 0;
    min-height: 44px;
    padding: 0 12px;
    border: 1px solid var(--control);
    border-radius: 10px;
    background: var(--card);
    color: inherit;
    font: inherit;
    font-variant-numeric: tabular-nums;
  }
  .field [aria-invalid="true"] {
    border: 2px solid var(--alarm);
  }
  .unit {
    color: var(--quiet);
    font-weight: 400;
  }
  .hint {
    margin-top: 4px;
    color: var(--quiet);
    font-size: 0.875rem;
  }
  .problem {
    margin-top: 4px;
    font-size: 0.9375rem;
  }
  .problem .icon {
    color: var(--alarm);
  }
`
