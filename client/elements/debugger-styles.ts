import { css } from 'lit'

/** What the parts of the debugger share: headings, fields, lists of calls. */
export const tester = css`
  h2 {
    margin-bottom: 8px;
  }
  h3 {
    font-size: 0.9375rem;
    font-weight: 650;
    margin: 16px 0 6px;
  }
  .note,
  .calls {
    font-size: 0.875rem;
  }
  input,
  textarea,
  select {
    width: 100%;
    min-height: 44px;
    padding: 8px 12px;
    border: 1px solid var(--control);
    border-radius: 10px;
    background: var(--card);
    color: inherit;
    font: inherit;
  }
  textarea,
  code,
  .code {
    font-family: ui-monospace, "SF Mono", Menlo, Consolas, monospace;
    font-size: 0.875rem;
    overflow-wrap: anywhere;
  }
  label {
    display: block;
    font-weight: 550;
    font-size: 0.9375rem;
  }
  label > :is(input, textarea, select) {
    margin-top: 4px;
    font-weight: 400;
  }
  [hidden] {
    display: none !important;
  }
  .problem {
    display: flex;
    align-items: center;
    gap: 8px;
    font-weight: 550;
    font-size: 0.9375rem;
  }
  .problem .icon,
  .failed .icon {
    color: var(--alarm);
  }
  .calls li {
    padding: 6px 0;
    border-top: 1px solid var(--line);
    overflow-wrap: anywhere;
  }
  summary {
    min-height: 44px;
    display: flex;
    align-items: center;
    gap: 8px;
    cursor: pointer;
    font-size: 0.875rem;
    border-radius: 10px;
  }
  summary::before {
    content: "▸";
    color: var(--quiet);
  }
  details[open] > summary::before {
    content: "▾";
  }
`
