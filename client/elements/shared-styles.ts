import { css } from 'lit'

/** What looks the same in every element: box model, headings, icons, focus, plain buttons, words for screen readers only. */
export const shared = css`
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  h1,
  h2,
  h3,
  p,
  ul,
  dl,
  dd {
    margin: 0;
    padding: 0;
  }
  h1 {
    font-size: 1.375rem;
    font-weight: 650;
  }
  h2 {
    font-size: 1.125rem;
    font-weight: 650;
  }
  ul {
    list-style: none;
  }
  .icon {
    width: 1.25em;
    height: 1.25em;
    flex: none;
    vertical-align: -0.25em;
  }
  a {
    color: inherit;
  }
  button {
    min-height: 44px;
    min-width: 44px;
    padding: 0 14px;
    border: 1px solid var(--control);
    border-radius: 10px;
    background: var(--card);
    color: inherit;
    font: inherit;
    font-weight: 550;
    cursor: pointer;
    touch-action: manipulation;
    -webkit-tap-highlight-color: transparent;
  }
  button:active:not(:disabled) {
    background: var(--sunken);
  }
  @media (hover: hover) {
    button:hover:not(:disabled) {
      background: var(--sunken);
    }
  }
  button:disabled {
    color: var(--quiet);
    border-color: var(--line);
    cursor: default;
  }
  :focus-visible {
    outline: 2.5px solid var(--ink);
    outline-offset: 2px;
  }
  .quiet {
    color: var(--quiet);
  }
  .number {
    font-variant-numeric: tabular-nums;
  }
  .hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`

/** A raised card. */
export const card = css`
  .card {
    background: var(--card);
    border: 1px solid var(--line);
    border-radius: var(--radius);
    padding: 16px;
  }
  /* Any rule of the element itself comes before. */
  :where(.card) > h2 {
    margin-bottom: 8px;
  }
  summary {
    min-height: 44px;
    line-height: 44px;
    cursor: pointer;
  }
`

/** A thing in a list: what it is, its value, and what can be done with it. */
export const row = css`
  .row {
    display: flex;
    align-items: center;
    gap: 8px;
    min-height: 56px;
    padding: 4px 0;
  }
  .words {
    flex: 1;
    min-width: 0;
    overflow-wrap: anywhere;
  }
  .row .value {
    font-weight: 650;
    text-align: right;
    flex: none;
  }
  .value.heater {
    color: var(--heating);
  }
  .value.cooler {
    color: var(--cooling);
  }
  .row button {
    flex: none;
    padding: 0 10px;
  }
  .row .problem:empty {
    display: none;
  }
`
