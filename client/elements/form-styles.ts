import { css } from 'lit'

/** Fields with their labels above, hints below and what is wrong beside them. */
export const form = css`
  .field {
    display: grid;
    gap: 4px;
    min-width: 0;
    align-content: start;
  }
  .field > label,
  .field > .label,
  legend {
    font-weight: 600;
    font-size: 0.9375rem;
    padding: 0;
  }
  fieldset {
    border: 0;
    margin: 0;
    padding: 0;
    min-width: 0;
  }
  input:not([type='checkbox'], [type='radio'], [type='file']),
  select,
  textarea {
    width: 100%;
    min-height: 44px;
    padding: 0 12px;
    border: 1px solid var(--control);
    border-radius: 10px;
    background: var(--card);
    color: inherit;
    font: inherit;
  }
  select {
    text-overflow: ellipsis;
  }
  input[type='checkbox'],
  input[type='radio'] {
    width: 24px;
    height: 24px;
    margin: 10px;
    accent-color: var(--ink);
    flex: none;
  }
  .tick {
    display: flex;
    align-items: center;
    min-height: 44px;
    gap: 4px;
  }
  .measure {
    display: flex;
    align-items: center;
    gap: 8px;
  }
  .measure input {
    width: 8em;
    text-align: right;
    font-variant-numeric: tabular-nums;
  }
  [aria-invalid='true'] {
    border: 2px solid var(--alarm);
  }
  .unit {
    color: var(--quiet);
    font-weight: 400;
  }
  .hint {
    color: var(--quiet);
    font-size: 0.875rem;
  }
  .problem {
    display: flex;
    gap: 6px;
    font-size: 0.9375rem;
    font-weight: 550;
  }
  .problem .icon {
    color: var(--alarm);
    margin-top: 0.1em;
  }
  .link {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 6px;
    min-height: 44px;
    padding: 0 14px;
    border: 1px solid var(--control);
    border-radius: 10px;
    background: var(--card);
    text-decoration: none;
    font-weight: 550;
  }
  @media (hover: hover) {
    .link:hover {
      background: var(--sunken);
    }
  }
  .loud {
    background: var(--ink);
    border-color: var(--ink);
    color: var(--page);
  }
  .loud:disabled {
    background: var(--sunken);
    border-color: var(--line);
  }
  .loud:hover:not(:disabled),
  .loud:active:not(:disabled) {
    background: color-mix(in srgb, var(--ink) 85%, var(--page));
  }
`
