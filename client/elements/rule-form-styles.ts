import { css } from 'lit'

/** The form of an alarm rule: short fields in pairs. */
export const ruleFormStyles = css`
  form {
    display: grid;
    gap: 14px;
  }
  .pair {
    display: grid;
    grid-template-columns: 1fr 1fr;
    gap: 12px;
    align-items: start;
  }
  .pair:empty {
    display: none;
  }
  .save {
    min-height: 52px;
    background: var(--ink);
    border-color: var(--ink);
    color: var(--page);
    font-weight: 650;
  }
  .save:hover:not(:disabled),
  .save:active:not(:disabled) {
    background: color-mix(in srgb, var(--ink) 88%, var(--page));
  }
`
